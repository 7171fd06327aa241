import {type List, settle} from '../../hooks/list.ts';
import type {OptionValues} from '../../source/actions/action.ts';
import type {ActionTarget} from '../../source/actions/plan.ts';
import type {Snapshot} from '../../source/monitor/schema.ts';
import type {Line} from '../../source/text/line.ts';
import type {Glyphs} from '../../source/text/marks.ts';
import type {Column} from '../../source/text/table.ts';
import {listStateOf} from '../model.ts';
import type {CopyForm, Panel, Scene, Suggested} from '../panel.ts';
import {layoutOf, type Room} from './layout.ts';
import {type Resource, resourceRows} from './rows.ts';
import {resourceScreen} from './screen.tsx';

/** What is particular about a panel over the resources of one service: its list, and one of them opened. */
export type ResourcePanel<Row extends Resource> = {
  /** Also the id of its service. */
  readonly id: string;
  readonly title: string;
  /** One of them in a word, and several; `one` is also what suggestions call it. */
  readonly one: string;
  readonly what: string;
  readonly of: (snapshot: Snapshot) => readonly Row[];
  readonly columns: readonly Column<Row>[];
  readonly isUnread: (row: Row) => boolean;
  /** The list within an open resource, and how many rows of it are on screen. */
  readonly inner: (row: Row) => List;
  readonly innerHeight: (scene: Scene, row: Row, room: Room) => number;
  readonly detail: (scene: Scene, row: Row, room: Room, focused: boolean) => readonly Line[];
  /** The part of a resource that the selected row of the inner list is; suggestions call it `named`. */
  readonly part?: {
    readonly named: string;
    readonly of: (row: Row, inner: string | undefined) => string | undefined;
  };
  /** Options that the selected row of the inner list stands for, by action. */
  readonly values?: (row: Row, inner: string | undefined) => Readonly<Record<string, OptionValues>>;
  /** The plan that the selected row of the inner list suggests. */
  readonly suggestedBy?: (
    row: Row,
    inner: string | undefined,
  ) => Pick<Suggested, 'action' | 'values'> | undefined;
  readonly copies: (row: Row, inner: string | undefined) => readonly CopyForm[];
  readonly page?: (scene: Scene, row: Row, inner: string) => readonly Line[];
  /** What is worth seeing of it for a finding of that kind. */
  readonly chart: (row: Row, kind: string, room: Room & {readonly glyphs: Glyphs}) => readonly Line[];
  readonly thresholds: Panel['thresholds'];
};

export function resourcePanel<Row extends Resource>(about: ResourcePanel<Row>): Panel {
  const {id, title, one, what, of, columns, part, page} = about;
  const rows = resourceRows(id, columns, of);
  const layout = (scene: Scene) => layoutOf(scene, id, rows);
  const targetOf = ({account, region, arn, name}: Row, within?: string): ActionTarget => ({
    service: id,
    account,
    region,
    arn,
    resource: name,
    ...(within === undefined ? {} : {part: within}),
  });
  /** What is open, or else the selected row of the list; and the row within the open one. */
  const chosen = (scene: Scene, row: string | undefined) => {
    const {open} = layout(scene);
    return open ? {whole: open, inner: row} : {whole: rows.withArn(scene.snapshot, row), inner: undefined};
  };

  return {
    id,
    title,
    service: id,
    part: part?.named,
    resources: snapshot => of(snapshot).map(({arn, name, region}) => ({id: arn, name, region})),
    nameOf: (snapshot, arn) => rows.withArn(snapshot, arn)?.name,
    count: snapshot => ({
      number: of(snapshot).length,
      what,
      unread: of(snapshot).filter(about.isUnread).length,
    }),
    focus: scene => {
      const {open, detail, list} = layout(scene);
      return open && detail
        ? {list: about.inner(open), height: about.innerHeight(scene, open, detail)}
        : {list: rows.list(scene.snapshot), height: list?.height ?? 1};
    },
    enter: (scene, row) => (layout(scene).open ? undefined : {panel: id, id: row}),
    looks: scene => {
      const {detail, list} = layout(scene);
      return {
        visible: list ? onScreen(scene, rows.list(scene.snapshot), list.height) : [],
        open: detail?.row.arn,
      };
    },
    /** In the list the selected resource; in an open one that, and what is selected within it. */
    aim: (scene, row) => {
      const {whole, inner} = chosen(scene, row);
      if (!whole) return undefined;
      const target = targetOf(whole, inner === undefined ? undefined : part?.of(whole, inner));
      return {target, resource: whole, values: about.values?.(whole, inner) ?? {}};
    },
    /** What a suggestion names besides the resource and its part are options of the action. */
    suggested: ({snapshot}, {arn, suggest}) => {
      const row = rows.withArn(snapshot, arn);
      if (!row || !suggest) return undefined;
      const {[one]: _, ...others} = suggest.args;
      const values = Object.entries(others).filter(([name]) => name !== part?.named);
      const within = part && others[part.named];
      return {
        action: suggest.action,
        target: targetOf(row, within),
        values: Object.fromEntries(values),
      };
    },
    suggestedBy: (scene, row) => {
      const {whole, inner} = chosen(scene, row);
      const suggested = whole && about.suggestedBy?.(whole, inner);
      return suggested && {...suggested, target: targetOf(whole)};
    },
    findingOf: (scene, row) => {
      const arn = layout(scene).open?.arn ?? row;
      return scene.snapshot.findings.find(finding => finding.arn === arn && finding.suggest !== null);
    },
    page: (scene, row) => {
      const {open} = layout(scene);
      return open && page ? page(scene, open, row) : [];
    },
    copies: (scene, row) => {
      const {whole, inner} = chosen(scene, row);
      return whole ? about.copies(whole, inner) : [];
    },
    glance: ({snapshot, width, glyphs}, {arn, kind}, height) => {
      const row = rows.withArn(snapshot, arn);
      return row ? about.chart(row, kind, {width, height, glyphs}) : [];
    },
    thresholds: about.thresholds,
    Screen: resourceScreen({id, one, what, rows, detail: about.detail}),
  };
}

function onScreen(scene: Scene, list: List, height: number): readonly string[] {
  const before = listStateOf(scene.state, list.id);
  const arranged = list.arrange(before);
  const at = settle(before, arranged, height);
  const arns: string[] = [];
  for (let index = at.offset; index < Math.min(arranged.count, at.offset + height); index += 1) {
    const arn = arranged.idAt(index);
    if (arn !== undefined) arns.push(arn);
  }
  return arns;
}
