import {Box, useApp, useInput, usePaste} from 'ink';
import {type ReactElement, useEffect, useState} from 'react';
import {keysOf} from '../hooks/keyboard.ts';
import {useStore} from '../hooks/store.ts';
import {type Line, piece} from '../source/text/line.ts';
import {headerLine, tabLine, untilHeaderAges} from './header.ts';
import {helpLines, visibleHelp} from './help/lines.ts';
import {type Console, panelOf, sceneOf, smallest} from './model.ts';
import {paletteItems} from './palette/items.ts';
import {paletteLines} from './palette/lines.ts';
import type {Scene} from './panel.ts';
import {Boundary} from './parts/boundary.tsx';
import {fitLine, rule} from './parts/lines.ts';
import {Rows} from './parts/row.tsx';
import {footerLine, statusLine} from './status.ts';

/** Draws again when an age in the header reads differently; nothing ticks in between. */
function useAgeing(scene: Scene): void {
  const [, setTurn] = useState(0);
  const due = untilHeaderAges(scene);
  useEffect(() => {
    if (due === undefined) return;
    const timer = setTimeout(() => setTurn(turn => turn + 1), due + 50);
    return () => clearTimeout(timer);
  });
}

/** The whole screen, drawn from the console's state alone. */
export function Screen({console}: {readonly console: Console}): ReactElement {
  useStore(console.state);
  const size = useStore(console.size);
  useStore({get: console.monitor.get, subscribe: console.monitor.subscribe});
  const scene = sceneOf(console);
  useAgeing(scene);
  const {width, height, glyphs, color} = scene;
  if (size.columns < smallest.columns || size.rows < smallest.rows) return <TooSmall console={console} />;
  const top: readonly Line[] = [headerLine(scene, console.label), tabLine(scene), rule(width, glyphs)];
  const bottom: readonly Line[] = [statusLine(console), footerLine(console)];
  return (
    <Box flexDirection="column" height={size.rows} width="100%" overflowY="hidden">
      <Rows lines={top} height={top.length} color={color} />
      <Box height={height} flexShrink={0} overflowY="hidden" flexDirection="column">
        <Body console={console} scene={scene} />
      </Box>
      <Rows lines={bottom} height={bottom.length} color={color} />
    </Box>
  );
}

function Body({console, scene}: {readonly console: Console; readonly scene: Scene}): ReactElement {
  const {width, height, glyphs, color, state} = scene;
  const {modal} = state;
  if (modal?.kind === 'help') {
    const lines = visibleHelp(helpLines(scene, console.keymap), modal.offset, height);
    return <Rows lines={lines} height={height} color={color} />;
  }
  if (modal?.kind === 'palette') {
    const items = paletteItems(console, modal.text);
    return <Rows lines={paletteLines(scene, items, modal.text, modal.index)} height={height} color={color} />;
  }
  const panel = panelOf(scene);
  return (
    <Boundary key={panel.id} title={panel.title} width={width} height={height} glyphs={glyphs} color={color}>
      <panel.Screen scene={scene} />
    </Boundary>
  );
}

function TooSmall({console}: {readonly console: Console}): ReactElement {
  const {columns, rows} = console.size.get();
  const text = ` ${columns}x${rows} is too small: hotshard needs ${smallest.columns}x${smallest.rows}. q quits`;
  return (
    <Box flexDirection="column" height={rows} width="100%" overflowY="hidden">
      <Rows lines={[fitLine([piece(text)], columns, console.glyphs)]} height={1} color={console.color} />
    </Box>
  );
}

export type Handlers = {
  readonly onKeys: (keys: readonly string[]) => void;
  readonly onPaste: (text: string) => void;
  /** Called once with the way to hand the terminal to somebody else. */
  readonly onReady: (suspend: ReturnType<typeof useApp>['suspendTerminal']) => void;
};

/** The screen with the keyboard: the one place where input is listened to. */
export function Shell({
  console,
  handlers,
}: {
  readonly console: Console;
  readonly handlers: Handlers;
}): ReactElement {
  const {suspendTerminal} = useApp();
  const {onReady} = handlers;
  useEffect(() => onReady(suspendTerminal), [onReady, suspendTerminal]);
  useInput((input, key) => handlers.onKeys(keysOf(input, key)));
  usePaste(text => handlers.onPaste(text));
  return <Screen console={console} />;
}
