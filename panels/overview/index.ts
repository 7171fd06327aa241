import {settle} from '../../hooks/list.ts';
import type {View} from '../../source/monitor/published.ts';
import {listStateOf} from '../model.ts';
import type {Panel, Scene} from '../panel.ts';
import {findingList} from './findings.ts';
import {OverviewScreen, planOverview} from './screen.tsx';

const findingWithId = (scene: Scene, id: string | undefined) =>
  scene.snapshot.findings.find(finding => finding.id === id);

const ownerOf = (scene: Scene, id: string | undefined): Panel | undefined => {
  const finding = findingWithId(scene, id);
  if (!finding) return undefined;
  // What one service says can be about a resource of another: an alarm that a stream does not have.
  const has = (panel: Panel): boolean => panel.nameOf(scene.snapshot, finding.arn) !== undefined;
  return scene.panels.find(has) ?? scene.panels.find(panel => panel.service === finding.service);
};

/** The selected finding's resource is asked for in detail where its chart is on screen. */
function looks(scene: Scene): View {
  const {tableHeight, glanceHeight} = planOverview(scene);
  const list = findingList(scene);
  const before = listStateOf(scene.state, list.id);
  const arranged = list.arrange(before);
  const at = settle(before, arranged, tableHeight);
  const shown = Array.from({length: Math.min(tableHeight, arranged.count - at.offset)}, (_, row) =>
    arranged.idAt(at.offset + row),
  );
  const arns = shown.map(id => findingWithId(scene, id)?.arn).filter(arn => arn !== undefined);
  const selected =
    arranged.count > 0 && glanceHeight > 0 ? findingWithId(scene, at.selected)?.arn : undefined;
  return {visible: [...new Set(arns)], open: selected};
}

export const overviewPanel: Panel = {
  id: 'overview',
  title: 'Overview',
  service: undefined,
  resources: () => [],
  nameOf: () => undefined,
  count: () => ({number: 0, what: '', unread: 0}),
  focus: scene => ({
    list: findingList(scene),
    height: planOverview(scene).tableHeight,
  }),
  enter: (scene, row) => {
    const finding = findingWithId(scene, row);
    const owner = ownerOf(scene, row);
    return finding && owner ? {panel: owner.id, id: finding.arn} : undefined;
  },
  looks,
  findingOf: findingWithId,
  copies: (scene, row) => {
    const finding = findingWithId(scene, row);
    if (!finding) return [];
    const forms = [
      {what: 'name', text: finding.resource},
      {what: 'ARN', text: finding.arn},
    ];
    return finding.suggest ? [...forms, {what: 'AWS CLI command', text: finding.suggest.cli}] : forms;
  },
  glance: () => [],
  thresholds: () => [],
  Screen: OverviewScreen,
};
