/** A caller who states something that a page could fall for. Each name has its marker, by which it is found again. */
export interface HostileCaller {
  readonly what: string;
  readonly marker: string;
  readonly name: string;
  readonly from?: string;
  readonly sipHeaders?: Readonly<Record<string, string>>;
}

/** Sets `window.hacked`, if anything ever runs it. */
const RUN = 'window.hacked=(window.hacked||0)+1';

const ZALGO = '\u0300\u0316\u034F\u0489\u0363'.repeat(12);

/** `true` to `Object.assign()` and to a spread, and an own key only of what `JSON.parse()` makes. */
const POLLUTING = JSON.parse(`{"__proto__":{"hacked":1},"constructor":"x","X-Note":"mallory"}`);

export const HOSTILE_CALLERS: readonly HostileCaller[] = [
  { what: 'a script', marker: 'Aaa', name: `Aaa<script>${RUN}</script>` },
  { what: 'a broken image', marker: 'Bbb', name: `Bbb<img src=x onerror="${RUN}">` },
  { what: 'the end of an attribute', marker: 'Ccc', name: `Ccc" autofocus onfocus="${RUN}" x="` },
  { what: 'an SVG that loads', marker: 'Ddd', name: `Ddd<svg/onload=${RUN}><b>bold</b>` },
  { what: 'a frame', marker: 'Eee', name: `Eee<iframe srcdoc="<script>parent.hacked=1</script>">` },
  {
    what: 'the end of a comment and a style',
    marker: 'Fff',
    name: `Fff--></style><style>*{display:none}</style>`,
  },
  { what: 'a link that runs', marker: 'Ggg', name: `Ggg<a href="javascript:${RUN}">x</a>` },
  {
    what: 'an override of the writing direction',
    marker: 'Hhh',
    name: 'Hhh \u202Emoc.elpmaxe\u202C',
  },
  {
    what: 'isolates that are never closed',
    marker: 'Iii',
    name: 'Iii \u2066\u2067\u2068\u202A\u202B\u202D',
  },
  {
    what: 'right-to-left text',
    marker: 'Jjj',
    name: 'مرحبا Jjj שלום',
    from: 'sip:עברית@pbx.example.com',
  },
  {
    what: 'characters of no width',
    marker: 'Kkk',
    name: 'Kkk\u200B\u200C\u200D\u2060\uFEFF\u00AD.',
  },
  {
    what: 'ten thousand characters',
    marker: 'Lll',
    name: `Lll${'W'.repeat(9_997)}`,
    from: `sip:${'w'.repeat(9_000)}@pbx.example.com`,
  },
  { what: 'new lines', marker: 'Mmm', name: `Mmm\r\n\n\t\u2028\u2029*/ ${RUN} //\n` },
  { what: 'emoji in sequences', marker: 'Nnn', name: 'Nnn 👩‍👩‍👧‍👦🏳️‍🌈🇺🇳👍🏿'.repeat(6) },
  { what: 'combining marks', marker: 'Ooo', name: `O${ZALGO}o${ZALGO}oOoo${ZALGO}` },
  {
    what: 'the name of the prototype',
    marker: '__proto__',
    name: '__proto__',
    sipHeaders: POLLUTING,
  },
  { what: 'a template string', marker: 'Qqq', name: `Qqq\${${RUN}}{{${RUN}}}<%= ${RUN} %>` },
  { what: 'a phone number', marker: 'Rrr', name: 'Rrr +1 (415) 555-0123' },
  {
    what: 'a SIP address, and numbers in the headers',
    marker: 'Sss',
    name: 'Sss sip:4155550123@pbx.example.com',
    sipHeaders: {
      'X-Caller': '+14155550123',
      'P-Asserted-Identity': `"<img src=x onerror=${RUN}>" <sip:+14155550123@pbx.example.com>`,
    },
  },
  {
    what: 'half a surrogate pair and control characters',
    marker: 'Ttt',
    name: 'Ttt\uD83D\u0000\u0007\u001B[31m\u009F',
  },
];
