import {createList, type List} from '../../hooks/list.ts';
import type {Finding, Snapshot} from '../../source/monitor/schema.ts';
import {displayWidth} from '../../source/text/cell.ts';
import {type Column, markColumn} from '../../source/text/table.ts';
import type {Panel, Scene} from '../panel.ts';

const gravity: Readonly<Record<Finding['severity'], number>> = {critical: 0, warning: 1, info: 2};

/** The action that is suggested, in a word: `kinesis.split` is split. */
const nextOf = ({suggest}: Finding): string => suggest?.action.slice(suggest.action.indexOf('.') + 1) ?? '';

/** From this width every title, of at most 40 characters, is shown whole: columns go before its words do. */
const wholeTitlesFrom = 76;
const leastTitle = 24;

/** No wider than the longest: what is left over is room for the name and the service. */
const longestTitle = ({findings}: Snapshot): number =>
  findings.reduce((longest, {title}) => Math.max(longest, Math.min(40, displayWidth(title))), leastTitle);

const columnsFor = (
  panels: readonly Panel[],
  severalRegions: boolean,
  titleWidth: number,
): readonly Column<Finding>[] => {
  const serviceOf = (finding: Finding): string =>
    panels.find(panel => panel.service === finding.service)?.title ?? finding.service;
  const columns: readonly Column<Finding>[] = [
    markColumn(finding => finding.severity),
    {
      id: 'resource',
      title: 'RESOURCE',
      width: 16,
      grow: 'content',
      priority: 0,
      text: finding => finding.resource,
      tone: () => 'strong',
      sortValue: finding => finding.resource,
      describe: 'what it is about',
    },
    {
      id: 'finding',
      title: 'WHAT IS WRONG',
      width: titleWidth,
      grow: 40,
      priority: 1,
      text: finding => finding.title,
      sortValue: finding => finding.title,
      describe: 'what is wrong with it',
    },
    {
      id: 'next',
      title: 'NEXT',
      width: 8,
      priority: 1.5,
      text: finding => nextOf(finding),
      tone: () => 'accent',
      sortValue: finding => nextOf(finding),
      describe: 'what is suggested: . opens its plan',
    },
    {
      id: 'severity',
      title: 'SEVERITY',
      width: 8,
      priority: 4,
      text: finding => finding.severity,
      sortValue: finding => gravity[finding.severity],
      describe: 'critical, warning or info',
    },
    {
      id: 'service',
      title: 'SERVICE',
      width: 7,
      priority: 2,
      text: serviceOf,
      sortValue: serviceOf,
      describe: 'the service it belongs to',
    },
    {
      id: 'region',
      title: 'REGION',
      width: 12,
      priority: 3,
      text: finding => finding.region,
      sortValue: finding => finding.region,
      describe: 'the region it is in',
    },
  ];
  return severalRegions ? columns : columns.filter(column => column.id !== 'region');
};

const lists = new WeakMap<Snapshot, Map<boolean, List>>();

/** Every finding there is, over all services: the worst first, as the snapshot ranks them. */
export function findingList({snapshot, panels, width}: Scene): List {
  const whole = width >= wholeTitlesFrom;
  const made = lists.get(snapshot) ?? new Map<boolean, List>();
  lists.set(snapshot, made);
  const known = made.get(whole);
  if (known) return known;
  const severalRegions = new Set(snapshot.sources.map(source => source.region)).size > 1;
  const list = createList<Finding>({
    id: 'overview',
    rows: snapshot.findings,
    columns: columnsFor(panels, severalRegions, whole ? longestTitle(snapshot) : leastTitle),
    identity: finding => finding.id,
    isWrong: finding => finding.severity !== 'info',
  });
  made.set(whole, list);
  return list;
}
