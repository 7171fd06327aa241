import type {Snapshot} from '../monitor/schema.ts';
import type {Line} from '../text/line.ts';
import type {Glyphs} from '../text/marks.ts';
import {type Column, markColumn} from '../text/table.ts';
import type {Family} from './prometheus-text.ts';
import {type Sheet, sheetOf} from './sheet.ts';
import {hasManySources, markOf} from './worst.ts';

/** What the reports need to know of any resource. */
type Reportable = {readonly arn: string; readonly name: string; readonly region: string};
type Room = {readonly width: number; readonly glyphs: Glyphs};

/** A number for a monitoring system; null when nobody knows it. */
export type Measured = {
  readonly what: string;
  readonly value: number | null;
  readonly unit: '' | '%' | 's';
  /** It may fall below zero. */
  readonly signed?: boolean;
};

export type ReportDefinition<Resource extends Reportable> = {
  /** What its resources are called: the heading of their table, and what there are none of. */
  readonly heading: string;
  readonly what: string;
  /** Undefined when the snapshot does not have this part. */
  readonly resources: (snapshot: Snapshot) => readonly Resource[] | undefined;
  /** Nobody has its numbers: it is neither wrong nor quiet. */
  readonly isUnread: (resource: Resource) => boolean;
  readonly columns: readonly Column<Resource>[];
  /** Columns that a handoff does without. */
  readonly notInHandoff?: readonly string[];
  /** Tables of what its resources are made of; `nameOf` tells resources of two regions apart. */
  readonly details?: (
    resources: readonly Resource[],
    nameOf: (resource: Resource) => string,
  ) => readonly Sheet[];
  readonly measured: (resource: Resource) => readonly Measured[];
  /**
   * Of more than so many, a monitoring system and a handoff are told only of those with a critical finding or a
   * warning, and of so many at most.
   */
  readonly mostListed?: number;
  readonly families: (resources: readonly Resource[]) => readonly Family[];
  /** Drawn below its table on the screen. */
  readonly picture?: (resources: readonly Resource[], room: Room) => readonly Line[];
};

/** One part of a snapshot, in the words of its service. */
export type PartReport = {
  readonly heading: string;
  readonly what: string;
  readonly resources: readonly Reportable[];
  /** The ARNs of those that nobody has the numbers of. */
  readonly unread: ReadonlySet<string>;
  readonly table: Sheet;
  readonly details: readonly Sheet[];
  readonly handoff: Sheet;
  readonly measured: () => readonly Measured[];
  /** How many resources neither the handoff nor the monitoring system hears of. */
  readonly unlisted: number;
  readonly families: () => readonly Family[];
  readonly picture: (room: Room) => readonly Line[];
};

/** What a service brings for the reports; undefined for a snapshot without its part. */
export type ServiceReport = (snapshot: Snapshot) => PartReport | undefined;

export const defineReport =
  <Resource extends Reportable>(definition: ReportDefinition<Resource>): ServiceReport =>
  snapshot => {
    const {heading, what, columns, notInHandoff = [], details, measured, families, picture} = definition;
    const resources = definition.resources(snapshot);
    if (!resources) return undefined;
    const many = hasManySources(snapshot);
    const mark = markOf(snapshot);
    const nameOf = ({region, name}: Resource): string => (many ? `${region} ${name}` : name);
    const listed = listedOf(resources, definition.mostListed, resource =>
      ['critical', 'warning'].includes(mark(resource)),
    );
    return {
      heading,
      what,
      resources,
      unread: new Set(resources.filter(definition.isUnread).map(({arn}) => arn)),
      // One region does not need to be repeated in every row.
      table: sheetOf(
        [markColumn<Resource>(mark), ...columns.filter(({id}) => many || id !== 'region')],
        resources,
      ),
      details: details?.(resources, nameOf) ?? [],
      handoff: sheetOf(
        columns.filter(({id}) => !notInHandoff.includes(id)),
        listed,
      ),
      measured: () =>
        listed.flatMap(resource =>
          measured(resource).map(each => ({...each, what: `${nameOf(resource)} ${each.what}`})),
        ),
      unlisted: resources.length - listed.length,
      families: () => families(resources),
      picture: room => picture?.(resources, room) ?? [],
    };
  };

function listedOf<Resource>(
  resources: readonly Resource[],
  most: number | undefined,
  isTroubled: (resource: Resource) => boolean,
): readonly Resource[] {
  if (most === undefined || resources.length <= most) return resources;
  return resources.filter(isTroubled).slice(0, most);
}
