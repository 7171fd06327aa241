/** A step of a lifecycle rule: into that class, so many days after an object was created. */
export type Step = {readonly to: AdvisedClass; readonly days: number};
export type AdvisedClass = 'STANDARD_IA' | 'GLACIER_IR' | 'GLACIER' | 'DEEP_ARCHIVE';

type ClassRule = {
  /** Billed for at least so many days. */
  readonly leastDays: number;
  /** Bytes beside each object: at the price of the class, and at that of STANDARD. */
  readonly overhead: {readonly own: number; readonly standard: number};
  /** Reading needs a restore first, of up to so many hours. */
  readonly restoreHours: number | undefined;
};

const none = {own: 0, standard: 0};
const archive = {own: 32_768, standard: 8_192};

/** Storage classes in the S3 user guide: "Understanding and managing S3 storage classes". */
export const classRules: Readonly<Record<AdvisedClass, ClassRule>> = {
  STANDARD_IA: {leastDays: 30, overhead: none, restoreHours: undefined},
  GLACIER_IR: {leastDays: 90, overhead: none, restoreHours: undefined},
  GLACIER: {leastDays: 90, overhead: archive, restoreHours: 5},
  DEEP_ARCHIVE: {leastDays: 180, overhead: archive, restoreHours: 12},
};

/** What AWS keeps beside an object of any class. */
export const overheadBeside = (storageClass: string): ClassRule['overhead'] =>
  storageClass === 'GLACIER' || storageClass === 'DEEP_ARCHIVE' ? archive : none;
