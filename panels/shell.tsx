import {Box, useApp, useInput, usePaste} from 'ink';
import {type ReactElement, useEffect, useState} from 'react';
import {keysOf} from '../hooks/keyboard.ts';
import {useStore} from '../hooks/store.ts';
import {type Line, lineText, piece} from '../source/text/line.ts';
import type {Glyphs} from '../source/text/marks.ts';
import {headerLine, tabLine, untilHeaderAges} from './header.ts';
import {helpLines, visibleHelp} from './help/lines.ts';
import {type Console, focusOf, panelOf, sceneOf, smallest} from './model.ts';
import {paletteItems} from './palette/items.ts';
import {paletteLines} from './palette/lines.ts';
import type {Scene} from './panel.ts';
import {Boundary} from './parts/boundary.tsx';
import {fitLine, rule, wrapped} from './parts/lines.ts';
import {Rows} from './parts/row.tsx';
import {planFrame, planLines} from './plan/lines.ts';
import type {Frame} from './plan/painted.ts';
import {footerLine, statusLine} from './status.ts';

/** How often it is looked whether an arming has run out: AWS's time may pass faster than this machine's. */
const armedLookMs = 1000;

/** Draws again when the header reads differently although nothing was read; nothing else ticks. */
function useAgeing(console: Console, scene: Scene): void {
  const [, setTurn] = useState(0);
  const {armedUntil} = scene.actions;
  const ages = untilHeaderAges(scene);
  const shown = lineText(headerLine(scene, console.label));
  useEffect(() => {
    const due = armedUntil === undefined ? ages : Math.min(ages ?? armedLookMs, armedLookMs);
    if (due === undefined) return;
    let timer: NodeJS.Timeout | undefined;
    const look = (): void => {
      const now = lineText(headerLine(sceneOf(console), console.label));
      if (now === shown && armedUntil !== undefined) timer = setTimeout(look, armedLookMs);
      else setTurn(turn => turn + 1);
    };
    timer = setTimeout(look, due + 50);
    return () => clearTimeout(timer);
  });
}

/** The whole screen, drawn from the console's state alone. */
export function Screen({console}: {readonly console: Console}): ReactElement {
  useStore(console.state);
  const size = useStore(console.size);
  useStore({get: console.monitor.get, subscribe: console.monitor.subscribe});
  useStore(console.actions);
  const scene = sceneOf(console);
  useAgeing(console, scene);
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
  if (modal?.kind === 'page') {
    const {panel, at} = focusOf(console);
    const about = at.selected === undefined ? [] : (panel.page?.(scene, at.selected) ?? []);
    const page = modal.says === undefined ? about : sentenceLines(modal.says, width, glyphs);
    return <Rows lines={visibleHelp(page, modal.offset, height)} height={height} color={color} />;
  }
  if (modal?.kind === 'palette') {
    const items = paletteItems(console, modal.text);
    return <Rows lines={paletteLines(scene, items, modal.text, modal.index)} height={height} color={color} />;
  }
  if (modal?.kind === 'plan') {
    return <Rows lines={planLines(scene, modal)} height={height} color={color} />;
  }
  const panel = panelOf(scene);
  return (
    <Boundary key={panel.id} title={panel.title} width={width} height={height} glyphs={glyphs} color={color}>
      <panel.Screen scene={scene} />
    </Boundary>
  );
}

const sentenceLines = (says: string, width: number, glyphs: Glyphs): readonly Line[] =>
  wrapped(says, Math.max(10, width - 2), 40, glyphs).map(text => [piece(` ${text}`)]);

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
  /** Called when a plan, or another part of it, was drawn. */
  readonly onPlanDrawn: (frame: Frame) => void;
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
  usePlanDrawn(console, handlers.onPlanDrawn);
  return <Screen console={console} />;
}

/** Tells which lines of a plan are drawn, once for each plan, size and place in it. */
function usePlanDrawn(console: Console, onPlanDrawn: Handlers['onPlanDrawn']): void {
  const {modal} = useStore(console.state);
  useStore(console.size);
  useStore(console.actions);
  const frame = modal?.kind === 'plan' ? planFrame(sceneOf(console), modal) : undefined;
  const {of, width, from, to, total} = frame ?? {};
  useEffect(() => {
    if (of === undefined || width === undefined || from === undefined || to === undefined) return;
    onPlanDrawn({of, width, from, to, total: total ?? to});
  }, [of, width, from, to, total, onPlanDrawn]);
}
