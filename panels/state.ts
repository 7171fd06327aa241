import type {ListState} from '../hooks/list.ts';
import type {JournalRead} from '../source/actions/journal.ts';
import type {PlanModal} from './plan/modal.ts';

type Modal =
  | {readonly kind: 'help'; readonly offset: number}
  /** What there is to read about the selected row; or a sentence that is too long for the line above the keys. */
  | {readonly kind: 'page'; readonly offset: number; readonly says?: string}
  | {readonly kind: 'palette'; readonly text: string; readonly index: number}
  | PlanModal;

/** The end of the account's id while it is typed, and what was wrong with it before. */
type ArmingText = {readonly text: string; readonly problem: string | undefined};

/** What the journal held when it was read last, or why it could not be read. */
type JournalState = {readonly read: JournalRead | undefined; readonly problem: string | undefined};

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
  readonly arming: ArmingText | undefined;
  readonly journal: JournalState;
  /** The panel that was on screen before this one. */
  readonly before: string | undefined;
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
  arming: undefined,
  journal: {read: undefined, problem: undefined},
  before: undefined,
  notice: undefined,
  copied: undefined,
});
