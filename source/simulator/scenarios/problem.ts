import {UsageError} from '../../usage-error.ts';

/** A scenario that does not exist or cannot be understood. */
export class ScenarioProblem extends UsageError {
  override readonly name = 'ScenarioProblem';
}
