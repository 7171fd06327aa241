import {type Console, say} from '../model.ts';
import {messageOf} from '../plan/open.ts';

/**
 * What the actions have to say to the console: how each ended, once, on the line above the keys; and the journal,
 * read again when it is looked at and whenever an action ended. Gives back what stops it.
 */
export function watchActions(
  console: Console,
  settle: () => void,
  failed: (error: unknown) => void,
): () => void {
  const ended = new Set(console.actions.get().running.flatMap(({id, result}) => (result ? [id] : [])));
  let panel = console.state.get().panel;

  const readJournal = (): void => {
    console.actions
      .journal()
      .then(
        read => console.state.set(state => ({...state, journal: {read, problem: undefined}})),
        (error: unknown) =>
          console.state.set(state => ({...state, journal: {...state.journal, problem: messageOf(error)}})),
      )
      .then(settle)
      .catch(failed);
  };
  const unsubscribeActions = console.actions.subscribe(() => {
    const news = console.actions.get().running.filter(({id, result}) => result && !ended.has(id));
    for (const {id, plan, says} of news) {
      ended.add(id);
      say(console, `${plan.title}: ${says}`);
    }
    if (news.length > 0) readJournal();
    settle();
  });
  const unsubscribeState = console.state.subscribe(() => {
    const next = console.state.get().panel;
    if (next === panel) return;
    panel = next;
    if (panel === journalId) readJournal();
  });
  return () => {
    unsubscribeActions();
    unsubscribeState();
  };
}

export const journalId = 'journal';
