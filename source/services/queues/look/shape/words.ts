/** Words by which people and programs say that something went wrong. */
const failureWords =
  /\b(?:fail(?:s|ed|ure|ures|ing)?|errors?|exceptions?|time(?:d)?[ -]?outs?|invalid|illegal|den(?:y|ied)|refused?|reject(?:s|ed|ion)?|missing|unable|cannot|can't|could not|couldn't|does(?: not|n't)|did(?: not|n't)|is not|isn't|not (?:found|allowed|valid|supported|available|authori[sz]ed|permitted)|no such|null|nil|undefined|abort(?:s|ed)?|cancel(?:l)?ed|conflicts?|exceed(?:s|ed)?|exhausted|unknown|unsupported|unexpected|unavailable|unreachable|unauthori[sz]ed|forbidden|expired|duplicate|violat(?:es|ed|ion)|overflow|out of|too (?:many|large|long|big|small)|declined|malformed|corrupt(?:ed)?|crash(?:ed)?|panic|fatal|deadlock|throttl(?:ed|ing))\b/i;

export const looksLikeFailure = (text: string): boolean => failureWords.test(text.slice(0, 2000));

/** What only programs write: a text of this kind is no letter to anybody. */
const programWords =
  /\b[\w.$]*(?:Error|Exception|Violation|Fault|Failure)\b(?::|\s|\)|$)|^\s*(?:panic|fatal|error|fatal error):|Traceback \(most recent|\b(?:ERROR|FATAL|CRITICAL)\b|\b[Tt]ime(?:d )?out after\b|\b[Tt]ask timed out\b|\bSQLSTATE\b|\bORA-\d/m;

export const isProgramsError = (text: string): boolean => programWords.test(text.slice(0, 2000));

const onlyFailureWord = new RegExp(`^(?:${failureWords.source})$`, 'i');

/** It says what went wrong, even where a field beside it happens to hold the same word. */
export const isFailureWord = (word: string): boolean =>
  onlyFailureWord.test(word) || /(?:error|exception|failure|timeout)s?$/i.test(word);
