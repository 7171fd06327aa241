import type {ListState} from '../hooks/list.ts';

type Modal =
  | {readonly kind: 'help'; readonly offset: number}
  | {readonly kind: 'palette'; readonly text: string; readonly index: number};

/** The filter of a list while it is being typed; `before` comes back when the typing is given up. */
type Typing = {readonly list: string; readonly before: string};

export type ConsoleState = {
  /** The panel on screen. */
  readonly panel: string;
  /** By panel: the resource that is open in it. */
  readonly open: Readonly<Record<string, string | undefined>>;
  readonly lists: Readonly<Record<string, ListState>>;
  readonly modal: Modal | undefined;
  readonly typing: Typing | undefined;
  /** What the last key did, in words, when the screen does not show it by itself. */
  readonly notice: string | undefined;
  /** What was copied last, so that the next `c` copies the next form of it. */
  readonly copied: {readonly id: string; readonly form: number} | undefined;
};

export const firstState = (panel: string): ConsoleState => ({
  panel,
  open: {},
  lists: {},
  modal: undefined,
  typing: undefined,
  notice: undefined,
  copied: undefined,
});
