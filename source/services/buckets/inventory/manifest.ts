import * as v from 'valibot';
import {columnOf, DamagedReport, type Report} from './report.ts';

const manifestSchema = v.object({
  sourceBucket: v.string(),
  creationTimestamp: v.pipe(v.string(), v.regex(/^\d{1,15}$/)),
  fileFormat: v.string(),
  fileSchema: v.string(),
  files: v.array(
    v.object({
      key: v.string(),
      size: v.pipe(v.number(), v.integer(), v.minValue(0)),
      MD5checksum: v.pipe(v.string(), v.regex(/^[0-9a-fA-F]{32}$/)),
    }),
  ),
});

export type Manifest = Pick<Report, 'createdAt' | 'columns' | 'files'> & {
  readonly source: string;
  readonly format: string;
};

/** Reads `manifest.json`. S3 User Guide, "Locating your inventory list". */
export function readManifest(text: string): Manifest {
  const read = v.safeParse(manifestSchema, parsed(text));
  if (!read.success) {
    const [issue] = read.issues;
    throw new DamagedReport(`Its manifest.json cannot be read: ${issue.message}.`);
  }
  const {sourceBucket, creationTimestamp, fileFormat, fileSchema, files} = read.output;
  return {
    source: sourceBucket,
    format: fileFormat,
    createdAt: Number(creationTimestamp),
    columns: columnsOf(fileSchema),
    files: files.map(({key, size, MD5checksum}) => ({
      key,
      bytes: size,
      checksum: MD5checksum.toLowerCase(),
    })),
  };
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw new DamagedReport('Its manifest.json is no JSON.');
  }
}

/** `Bucket, Key, Size`, or of Parquet `message s3.inventory { required binary key (UTF8); optional int64 size; }`. */
function columnsOf(schema: string): readonly string[] {
  if (!schema.includes('{')) return schema.split(',').map(columnOf);
  return [...schema.matchAll(/(?:required|optional)\s+\w+\s+(\w+)/g)].map(([, name = '']) => columnOf(name));
}
