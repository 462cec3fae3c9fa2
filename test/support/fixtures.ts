/*
 * Every number and every SIP user that tests give to the library, in one place: nothing of it may appear
 * unmasked in what the library writes, prints, stores or sends.
 */

/** Phone numbers without their country. */
const NUMBERS = [
  '4155552671',
  '4155552672',
  '4155553344',
  '4155550000',
  '4155550001',
  '9005550191',
  '2079460958',
] as const;

/** SIP addresses whose user is somebody's. */
const ADDRESSES = ['alice@home.example.net', 'sales@pbx.example.com'] as const;

/** The fixtures that a text shows unmasked, however the digits are grouped. */
export function findLeaks(text: string): readonly string[] {
  const digits = text.replaceAll(/(?<=\d)[ ().-]+(?=\d)/g, '');
  return [
    ...NUMBERS.filter((number) => digits.includes(number)),
    ...ADDRESSES.filter((address) => text.includes(address)),
  ];
}
