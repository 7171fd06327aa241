import {createHash} from 'node:crypto';
import {uuidOf} from '../../uuid.ts';
import {type Column, columnsOf} from './columns.ts';
import {csvFile} from './csv.ts';
import type {FileOptions} from './file.ts';
import type {Delivered, Inventory, ReportedBucket} from './index.ts';
import type {KeptFiles} from './kept-files.ts';
import {manifestOf} from './manifest.ts';
import {parquetFile} from './parquet.ts';
import {beginning, type Place, RowReader} from './rows.ts';
import {deliveredAt} from './schedule.ts';

export type ReportOptions = {
  readonly bucket: ReportedBucket;
  readonly inventory: Inventory;
  readonly runAt: number;
  /** Of no other report. */
  readonly name: string;
  readonly files: KeptFiles;
};

const rowsAtOnce = 2_500;
/** What a file has beside its rows; and beside the row groups, whose ends and columns are described. */
const fixedBytes = 8_192;
const bytesOfGroup = 1_024;
const endings = {CSV: '.csv.gz', Parquet: '.parquet', ORC: '.orc'} as const;
/** Nobody here can write this format: the file says what it is, and no reader finds rows in it. */
const opaque = Buffer.from('ORC');

type DataFile = {readonly key: string; readonly rows: number; readonly size: number};
type Made = {readonly md5: string; readonly next: Place};

/** One report: what is in it was decided when it was begun, and is worked out when somebody reads it. */
export class Report {
  readonly name: string;
  readonly #options: ReportOptions;
  readonly #columns: readonly Column[];
  readonly #dataFiles: readonly DataFile[];
  /** What is known of the files that were made once, in their order. */
  readonly #made: Made[] = [];

  constructor(options: ReportOptions) {
    const {bucket, inventory, runAt, name} = options;
    this.name = name;
    this.#options = options;
    this.#columns = columnsOf(bucket, inventory);
    const {prefix, format, rowsPerFile} = inventory;
    const {rows, named} = bucket.extent({prefix, at: runAt, all: inventory.versions === 'All'});
    const perRow = this.#columns.reduce((sum, {allotted}) => sum + allotted, 0);
    const namedBytes = named.reduce(
      (sum, {key, times}) => sum + (Buffer.byteLength(key) * 3 + 200) * times,
      0,
    );
    this.#dataFiles = Array.from({length: Math.ceil(rows / rowsPerFile)}, (_, index) => {
      const own = Math.min(rowsPerFile, rows - index * rowsPerFile);
      const size = fixedBytes + Math.ceil(own / rowsAtOnce) * bytesOfGroup + own * perRow + namedBytes;
      return {
        key: `${this.#folder}data/${uuidOf(`${name} ${index}`)}${endings[format]}`,
        rows: own,
        size: format === 'ORC' ? opaque.length : size,
      };
    });
  }

  delivered(): readonly Delivered[] {
    const folder = `${this.#folder}${stampOf(this.#options.runAt)}/`;
    const unread = this.#dataFiles.map(file => ({...file, md5: '0'.repeat(32)}));
    const symlink = Buffer.from(
      this.#dataFiles.map(({key}) => `s3://${this.#destination}/${key}`).join('\n'),
    );
    const hive = `${this.#folder}hive/dt=${stampOf(this.#options.runAt).slice(0, -1).replace('T', '-')}/`;
    return [
      this.#object(`${folder}manifest.json`, this.#manifest(unread).length, () => this.#content()),
      this.#object(`${folder}manifest.checksum`, 32, async () => Buffer.from(md5Of(await this.#content()))),
      this.#object(`${hive}symlink.txt`, symlink.length, () => symlink),
      ...this.#dataFiles.map(({key, size}, index) => this.#object(key, size, () => this.#data(index))),
    ];
  }

  get #destination(): string {
    return this.#options.inventory.destinationBucket;
  }

  get #folder(): string {
    const {bucket, inventory} = this.#options;
    const {id, destinationPrefix} = inventory;
    return `${destinationPrefix === '' ? '' : `${destinationPrefix}/`}${bucket.name}/${id}/`;
  }

  /** The tag is that of a multipart upload, which is no digest of the content: that would have to be made for it. */
  #object(key: string, size: number, content: Delivered['content']): Delivered {
    const tag = md5Of(Buffer.from(`${this.name} ${key}`));
    return {key, size, modifiedAt: deliveredAt(this.#options.runAt), etag: `${tag}-1`, content};
  }

  async #content(): Promise<Buffer> {
    const files = [];
    for (const [index, file] of this.#dataFiles.entries()) {
      if (!this.#made[index]) await this.#data(index);
      files.push({...file, md5: this.#made[index]?.md5 ?? ''});
    }
    return this.#manifest(files);
  }

  #manifest(files: readonly (DataFile & {readonly md5: string})[]): Buffer {
    const {bucket, inventory, runAt} = this.#options;
    return manifestOf({sourceBucket: bucket.name, inventory, columns: this.#columns, runAt, files});
  }

  /** Where a file begins is known once the one before it was made. */
  async #data(index: number): Promise<Buffer> {
    for (let before = this.#made.length; before < index; before = this.#made.length) await this.#file(before);
    return this.#file(index);
  }

  #file(index: number): Promise<Buffer> {
    const size = this.#dataFiles[index]?.size ?? 0;
    return this.#options.files.get(`${this.name} ${index}`, size, () => this.#make(index));
  }

  async #make(index: number): Promise<Buffer> {
    const {bucket, inventory, runAt} = this.#options;
    const {rows = 0, size = 0} = this.#dataFiles[index] ?? {};
    const place = this.#made[index - 1]?.next ?? beginning;
    const reader = new RowReader(bucket, {inventory, at: runAt, place});
    const options = {reader, columns: this.#columns, rows, size, rowsAtOnce};
    const file = await fileOf(inventory.format, options);
    this.#made[index] ??= {md5: md5Of(file), next: reader.place};
    return file;
  }
}

async function fileOf(format: Inventory['format'], options: FileOptions): Promise<Buffer> {
  if (format === 'ORC') return opaque;
  return format === 'CSV' ? csvFile(options) : parquetFile(options);
}

const md5Of = (content: Buffer): string => createHash('md5').update(content).digest('hex');

/** `2026-11-27T01-00Z` */
const stampOf = (at: number): string => `${new Date(at).toISOString().slice(0, 16).replace(':', '-')}Z`;
