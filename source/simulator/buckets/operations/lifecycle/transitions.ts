import {invalidArgument, invalidRequest, malformed} from '../errors.ts';
import type {Scope} from './rules.ts';

type Transition = {readonly storageClass: string; readonly day: number};

const leastDaysOfInfrequent = 30;
const infrequent = ['STANDARD_IA', 'ONEZONE_IA'];
const colder = ['GLACIER_IR', 'GLACIER', 'DEEP_ARCHIVE'];

/** Where objects may go from each class. "Transitioning objects using Amazon S3 Lifecycle", user guide. */
const waterfall: Readonly<Record<string, readonly string[]>> = {
  STANDARD_IA: ['INTELLIGENT_TIERING', 'ONEZONE_IA', 'GLACIER_IR', 'GLACIER', 'DEEP_ARCHIVE'],
  INTELLIGENT_TIERING: ['ONEZONE_IA', 'GLACIER_IR', 'GLACIER', 'DEEP_ARCHIVE'],
  ONEZONE_IA: ['GLACIER', 'DEEP_ARCHIVE'],
  GLACIER_IR: ['GLACIER', 'DEEP_ARCHIVE'],
  GLACIER: ['DEEP_ARCHIVE'],
  DEEP_ARCHIVE: [],
};

/** The moves of one rule must follow the waterfall, and leave an object a month where a month is billed. */
export function checkTransitions(
  transitions: readonly Transition[],
  {scope, isDated}: {readonly scope: Scope; readonly isDated: boolean},
): void {
  const names = transitions.map(({storageClass}) => storageClass);
  if (names.some(name => waterfall[name] === undefined)) throw malformed();
  if (new Set(names).size < names.length) {
    throw invalidRequest(
      `'StorageClass' must be different for 'Transition' actions in same 'Rule' with filter '${scope.words}'`,
    );
  }
  for (const {storageClass, day} of transitions) {
    if (!isDated && infrequent.includes(storageClass) && day < leastDaysOfInfrequent) {
      throw invalidArgument(
        `'Days' in Transition action must be greater than or equal to 30 for storageClass '${storageClass}'`,
      );
    }
  }
  const inOrder = transitions.toSorted((a, b) => a.day - b.day);
  for (const [index, later] of inOrder.entries()) {
    const earlier = inOrder[index - 1];
    if (earlier) checkStep(earlier, later, scope);
  }
}

function checkStep(earlier: Transition, later: Transition, scope: Scope): void {
  const [from, to] = [earlier.storageClass, later.storageClass];
  if (!waterfall[from]?.includes(to) || earlier.day === later.day) {
    throw invalidArgument(
      `'Days' in the 'Transition' action for StorageClass '${to}' for filter '${scope.words}' must be greater than 'Days' in the 'Transition' action for StorageClass '${from}', and objects cannot move from '${from}' to '${to}' otherwise`,
    );
  }
  if (infrequent.includes(from) && colder.includes(to) && later.day - earlier.day < leastDaysOfInfrequent) {
    throw invalidArgument(
      `'Days' in the 'Transition' action for StorageClass '${to}' for filter '${scope.words}' must be 30 days more than 'Days' in the 'Transition' action for StorageClass '${from}'`,
    );
  }
}
