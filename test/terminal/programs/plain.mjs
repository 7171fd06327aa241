// A small full-screen program with good manners, and on request with bad ones: what the harness is tested on.
import process from 'node:process';

const [manners = 'good'] = process.argv.slice(2);
const say = text => process.stdout.write(text);

const enter = () => {
  process.stdin.setRawMode(true);
  say('\x1b[?1049h\x1b[?25l\x1b[?2004h\x1b[H\x1b[2J\x1b[1;31mready\x1b[0m');
};
const leave = () => {
  if (manners === 'good') {
    say('\x1b[?2004l\x1b[?25h\x1b[?1049l');
    try {
      process.stdin.setRawMode(false);
    } catch {
      // The terminal is gone: there is nothing left to restore.
    }
  }
};
const quit = code => {
  leave();
  if (manners === 'bad') process.reallyExit(code);
  process.exit(code);
};

process.on('SIGTERM', () => quit(143));
process.on('SIGHUP', () => quit(129));
process.stdin.on('end', () => quit(129));
process.stdin.on('error', () => quit(129));
process.stdout.on('error', () => quit(129));
process.on('SIGCONT', enter);
process.stdout.on('resize', () => say(`\x1b[2;1H${process.stdout.columns}x${process.stdout.rows}\x1b[K`));
process.stdin.on('data', chunk => {
  const text = chunk.toString();
  if (text === '\x03') quit(130);
  if (text === '\x1a') {
    leave();
    process.kill(process.pid, 'SIGTSTP');
    return;
  }
  if (text === 'q') quit(0);
  if (text === 'w') {
    say('\x1b[5;1Hwaiting');
    const until = performance.now() + 300;
    while (performance.now() < until);
    say('\x1b[5;1Hcounted');
    return;
  }
  if (text === 'c') say(`\x1b]52;c;${Buffer.from('copied text').toString('base64')}\x07`);
  if (text === 'f') {
    say('\x1b[?2026h\x1b[6;1Hhalf');
    setTimeout(() => say('\x1b[6;5H and half\x1b[?2026l'), 30);
  }
  say(`\x1b[3;1H${JSON.stringify(text)}\x1b[K`);
});

enter();
