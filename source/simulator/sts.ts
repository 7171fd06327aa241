import type {Operations} from './operation.ts';

/** Who the keys belong to. */
export function createSts(userId: string): Operations {
  return {
    GetCallerIdentity: (_input, caller) => ({UserId: userId, Account: caller.accountId, Arn: caller.arn}),
  };
}
