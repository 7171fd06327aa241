import type {ComponentType} from 'react';
import type {List} from '../hooks/list.ts';
import type {OptionValues} from '../source/actions/action.ts';
import type {ActionsState} from '../source/actions/console-actions.ts';
import type {ActionTarget} from '../source/actions/plan.ts';
import type {Published, View} from '../source/monitor/published.ts';
import type {Finding, Snapshot} from '../source/monitor/schema.ts';
import type {Line} from '../source/text/line.ts';
import type {Glyphs} from '../source/text/marks.ts';
import type {ConsoleState} from './state.ts';

/** Everything a panel is drawn from. The same scene always gives the same screen. */
export type Scene = {
  readonly published: Published;
  readonly snapshot: Snapshot;
  readonly state: ConsoleState;
  /** The cells a panel has to itself: header, tabs and footer are taken off. */
  readonly width: number;
  readonly height: number;
  readonly glyphs: Glyphs;
  readonly color: boolean;
  readonly now: number;
  readonly panels: readonly Panel[];
  readonly actions: ActionsState;
  /** The screen is being written to a file: what may only be seen is left out. */
  readonly toFile: boolean;
};

/** What an action of the panel would be done to, and the resource as the document has it. */
export type Aim = {
  readonly target: ActionTarget;
  readonly resource: unknown;
  /** Options that the selected row stands for, by action. */
  readonly values: Readonly<Record<string, OptionValues>>;
};

/** A plan that a finding suggests. */
export type Suggested = {
  readonly action: string;
  readonly target: ActionTarget;
  readonly values: OptionValues;
};

/** A resource that a panel can open. */
type Resource = {readonly id: string; readonly name: string; readonly region: string};

/** The forms in which a row can be copied: what it is called, and the text. */
export type CopyForm = {readonly what: string; readonly text: string};

type Threshold = {readonly what: string; readonly value: number; readonly severity: string};

/** How many resources there are; what is not among the findings is quiet, unless it is still unread. */
type ResourceCount = {
  readonly number: number;
  readonly what: string;
  /** Listed, but none of their numbers were read yet: nobody knows how they are. */
  readonly unread: number;
};

/** The list that the keys move in, and how many rows of it are on screen. */
export type FocusedList = {readonly list: List; readonly height: number};

export type Panel = {
  /** Also the id of the list of its resources; a service has the same id as the panel that shows it. */
  readonly id: string;
  /** A panel that is reached by this key has no number. */
  readonly key?: string;
  readonly title: string;
  /** The service whose findings and resources are shown here; undefined for a panel over all of them. */
  readonly service: string | undefined;
  /** What a part of its resources is called: a shard. */
  readonly part?: string | undefined;
  readonly resources: (snapshot: Snapshot) => readonly Resource[];
  /** What an open resource is called; undefined when it is not there (any more). */
  readonly nameOf: (snapshot: Snapshot, id: string) => string | undefined;
  readonly focus: (scene: Scene) => FocusedList;
  /** What Enter opens: a resource, in the panel that shows it. */
  readonly enter: (scene: Scene, row: string) => {readonly panel: string; readonly id: string} | undefined;
  /** What the keys of actions work on now: the selected row, or what is open. */
  readonly aim?: (scene: Scene, row: string | undefined) => Aim | undefined;
  /** What a finding of this panel's service suggests to do. */
  readonly suggested?: (scene: Scene, finding: Finding) => Suggested | undefined;
  /** What the selected row suggests by itself: an advice does. */
  readonly suggestedBy?: (scene: Scene, row: string | undefined) => Suggested | undefined;
  /** The finding that the selected row stands for. */
  readonly findingOf?: (scene: Scene, row: string | undefined) => Finding | undefined;
  /** What Enter shows of a row that cannot be opened: text to read. */
  readonly page?: (scene: Scene, row: string) => readonly Line[];
  readonly copies: (scene: Scene, row: string | undefined) => readonly CopyForm[];
  /** What is on screen: only that is asked for in detail. */
  readonly looks: (scene: Scene) => View;
  /** What is worth seeing of a finding's resource, for a list over all services. */
  readonly glance: (scene: Scene, finding: Finding, height: number) => readonly Line[];
  readonly thresholds: (changed: Readonly<Record<string, number>>) => readonly Threshold[];
  readonly count: (snapshot: Snapshot) => ResourceCount;
  readonly Screen: ComponentType<{readonly scene: Scene}>;
};
