import {createList, type List} from '../../hooks/list.ts';
import type {Finding, Snapshot} from '../../source/monitor/schema.ts';
import {type Column, markColumn} from '../../source/text/table.ts';
import type {Panel, Scene} from '../panel.ts';

const gravity: Readonly<Record<Finding['severity'], number>> = {critical: 0, warning: 1, info: 2};

/** The action that is suggested, in a word: `kinesis.split` is split. */
const nextOf = ({suggest}: Finding): string => suggest?.action.slice(suggest.action.indexOf('.') + 1) ?? '';

/** From this width every title, of at most 40 characters, is shown whole. */
const wholeTitlesFrom = 76;

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
      width: 18,
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
      width: 8,
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

const lists = new WeakMap<Snapshot, Map<number, List>>();

/** Every finding there is, over all services: the worst first, as the snapshot ranks them. */
export function findingList({snapshot, panels, width}: Scene): List {
  const titleWidth = width >= wholeTitlesFrom ? 40 : 24;
  const made = lists.get(snapshot) ?? new Map<number, List>();
  lists.set(snapshot, made);
  const known = made.get(titleWidth);
  if (known) return known;
  const severalRegions = new Set(snapshot.sources.map(source => source.region)).size > 1;
  const list = createList<Finding>({
    id: 'overview',
    rows: snapshot.findings,
    columns: columnsFor(panels, severalRegions, titleWidth),
    identity: finding => finding.id,
    isWrong: finding => finding.severity !== 'info',
  });
  made.set(titleWidth, list);
  return list;
}
