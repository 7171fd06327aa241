/** A scenario that does not exist or cannot be understood: one sentence says why. */
export class ScenarioProblem extends Error {
  override readonly name = 'ScenarioProblem';
}
