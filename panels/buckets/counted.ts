import type {Bucket} from '../../source/services/buckets/model.ts';
import {besideText} from '../../source/services/buckets/wording.ts';
import {formatBytes} from '../../source/text/bytes.ts';
import {type Line, piece} from '../../source/text/line.ts';
import {formatCount} from '../../source/text/number.ts';
import {flow} from '../parts/lines.ts';

/** What a count of its objects found: the sum, then how old, then how large they are. */
export function countLines(bucket: Bucket, width: number): readonly Line[] {
  const {scan} = bucket;
  if (scan === null) return [[piece(' not counted: n  ages and sizes are known once it is', 'quiet')]];
  const what = `${scan.source === 'inventory' ? 'counted from the inventory of' : 'counted'} ${scan.countedAt.slice(0, 10)}${scan.whole ? '' : ', not to its end (n goes on; after a restart anew)'}${
    scan.prefixed ? ', one prefix' : ''
  }: ${formatCount(scan.objects)} objects, ${formatBytes(scan.bytes)}`;
  const beside = besideText(bucket);
  const stored =
    bucket.bytes === null || beside === '' ? [] : [piece(`stored ${formatBytes(bucket.bytes)}, ${beside}`)];
  const ages = scan.byAge.filter(({objects}) => objects > 0);
  const sizes = scan.bySize.filter(({objects}) => objects > 0);
  return [
    ...flow([piece(what), ...stored], width),
    ...bands(
      'by age',
      ages.map(({age, bytes}) => `${age} ${formatBytes(bytes)}`),
      width,
    ),
    ...bands(
      'objects by size',
      sizes.map(({size, objects}) => `${size} ${formatCount(objects)}`),
      width,
    ),
  ];
}

const bands = (title: string, texts: readonly string[], width: number): readonly Line[] =>
  texts.length === 0 ? [] : flow([piece(title, 'quiet'), ...texts.map(text => piece(text))], width);
