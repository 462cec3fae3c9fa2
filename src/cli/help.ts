/** Every command, flag and setting. */
export const HELP = `daily-transfer keys      makes keys and secrets, as a file of settings
daily-transfer plan --to <target> …
  Shows what a transfer would do: method, reason, every row of the rule, every check. Sends nothing.
  --to <target>        sip:…, user@host, + and digits, or tel:…
  --from <address>     where the caller called from, if you know it
  --from-type <type>   how the caller came: sip-dial-in, sip-dial-out, pstn-dial-in or pstn-dial-out
  --prefer <way>       direct (default), or anchored to keep Daily in the path
  --domain <name>      your Daily sub-domain: acme for acme.daily.co
  --allow <rules>      allowed targets, with commas: daily, a host, *.host, a prefix such as +1415; or any
  --json               as JSON
daily-transfer serve [--env <file>]
  Plans and transfers by HTTP (POST /rooms/<room>/plan and /transfers), and takes Daily's webhooks at /daily.
  Settings come from the environment; what is not set there, from the file:
  DAILY_API_KEY        Daily's API key
  TRANSFER_TOKEN       what programs show as bearer token, 32 characters or more
  DAILY_DOMAIN, PREFER, ALLOW_TARGETS   as --domain, --prefer and --allow
  DAILY_WEBHOOK_HMAC   the webhook's secret; without this and the next one there are no webhooks
  RELAY_SIGNING_KEY    the private key that signs messages to the pages
  RELAY_ADDRESSES      true writes callers' addresses where everybody in the room can read them
  DAILY_API_URL        another address of Daily's API, such as a simulated one
  LISTEN_HOST, PORT    127.0.0.1 and 8787 by default
Exit codes: 0 all is well; 1 the plan is blocked, or the server cannot start; 2 a flag or a setting is wrong.
`;
