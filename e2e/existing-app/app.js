// An app as people have it: the room and the token come from its server, and it knows nothing of a simulator.
/* global Daily */
const status = document.querySelector('[role=status]');
const list = document.querySelector('ul');

async function start() {
  const { url, token, userName, dailyConfig } = await (await fetch('/api/room')).json();
  const call = dailyConfig ? Daily.createCallObject({ dailyConfig }) : Daily.createCallObject();
  const draw = () => list.replaceChildren(...Object.values(call.participants()).map(drawOne));
  const drawOne = ({ session_id: sessionId, user_name: name, local, owner, participantType }) => {
    const item = document.createElement('li');
    item.textContent = `${name}${local ? ' (you)' : ''}${owner ? ', owner' : ''}`;
    if (participantType?.endsWith('-dial-in'))
      item.append(' ', transferButton(call, sessionId, name));
    return item;
  };
  for (const name of [
    'joined-meeting',
    'participant-joined',
    'participant-updated',
    'participant-left',
  ])
    call.on(name, draw);
  call.on('left-meeting', () => {
    list.replaceChildren();
    status.textContent = 'Out of the room';
  });
  await call.join({ url, token, userName });
}

function transferButton(call, sessionId, name) {
  const button = document.createElement('button');
  button.textContent = `Transfer ${name}`;
  button.addEventListener('click', () => transfer(call, sessionId, name));
  return button;
}

async function transfer(call, sessionId, name) {
  const startedAt = Date.now();
  const say = () => {
    const seconds = Math.floor((Date.now() - startedAt) / 1000);
    status.textContent = `${name} is being transferred, ${seconds} s`;
  };
  say();
  const timer = setInterval(say, 1000);
  const deadline = new Promise((_, reject) => setTimeout(reject, 30_000, 'no answer'));
  const toEndPoint = 'sip:billing@acme.sip.daily.co';
  try {
    await Promise.race([call.sipCallTransfer({ sessionId, toEndPoint }), deadline]);
    status.textContent = `${name} was transferred`;
  } catch (error) {
    status.textContent = `${name} was not transferred: ${error}`;
  } finally {
    clearInterval(timer);
  }
}

start().catch((error) => {
  status.textContent = `Not in the room: ${error.errorMsg ?? error}`;
});
