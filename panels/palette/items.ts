import type {Snapshot} from '../../source/monitor/schema.ts';
import {runBinding} from '../keymap.ts';
import {goTo} from '../keys/list.ts';
import type {Console} from '../model.ts';
import {sceneOf} from '../model.ts';
import type {Panel} from '../panel.ts';
import {best} from './match.ts';

export type PaletteItem = {
  readonly name: string;
  /** What kind of thing it is, and the key that does the same. */
  readonly kind: string;
  readonly run: (console: Console) => void;
};

/** How many finds are kept: more than a screen, never a whole account. */
const mostItems = 50;

/** Everything that can be gone to or done by name, the best finds first. */
export function paletteItems(console: Console, text: string): readonly PaletteItem[] {
  const scene = sceneOf(console);
  const panels: PaletteItem[] = console.panels.map(panel => ({
    name: panel.title,
    kind: 'panel',
    run: at => goTo(at, panel.id, undefined),
  }));
  const commands: PaletteItem[] = console.keymap.named
    .filter(binding => binding.available?.(console) ?? true)
    .map(binding => ({
      name: binding.title,
      kind: binding.keys[0] === undefined ? 'action' : `key ${binding.keys[0]}`,
      run: at => runBinding(at, binding, binding.keys[0] ?? '', false),
    }));
  return best(
    [...panels, ...resourceItems(scene.snapshot, console.panels), ...commands],
    text,
    item => item.name,
    mostItems,
  );
}

const known = new WeakMap<Snapshot, readonly PaletteItem[]>();

/** The resources of a snapshot as things to go to, made once: there may be ten thousand. */
function resourceItems(snapshot: Snapshot, panels: readonly Panel[]): readonly PaletteItem[] {
  const made = known.get(snapshot);
  if (made) return made;
  const severalRegions = new Set(snapshot.sources.map(source => source.region)).size > 1;
  const items = panels.flatMap(panel =>
    panel.resources(snapshot).map(({id, name, region}) => ({
      name,
      kind: severalRegions ? `${panel.title} ${region}` : panel.title,
      run: (at: Console) => goTo(at, panel.id, id),
    })),
  );
  known.set(snapshot, items);
  return items;
}
