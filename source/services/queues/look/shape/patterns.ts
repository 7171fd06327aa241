/** Values that are told by their form, wherever they stand, in the order in which they are taken out. */
export const values: readonly RegExp[] = [
  // URLs and ARNs.
  /\b[a-z][a-z0-9+.-]{1,20}:\/\/[^\s"'<>)\]}]*/gi,
  /\barn:[a-z-]*:[^\s"'<>)\]},;]*/gi,
  // E-mail.
  /[\p{L}\p{N}](?:[\p{L}\p{N}._%+!#$&*?^{|}~'-]*[\p{L}\p{N}_+-])?@[\p{L}\p{N}-]+(?:\.[\p{L}\p{N}-]+)*/gu,
  // IBANs, and what is encoded in base64.
  /\b[A-Z]{2}\d{2}(?: ?[A-Z]{4})?(?: ?(?=[A-Z]*\d)[A-Z0-9]{2,4}){2,8}\b/g,
  /(?<![\w+/])(?=[\w+/-]*\d)(?=[\w+/-]*[a-z])(?=[\w+/-]*[A-Z])[\w+/-]{20,}={0,2}/g,
  // Times, as computers and as people write them.
  /\b\d{4}-\d\d-\d\d(?:[T ]\d\d:\d\d(?::\d\d(?:[.,]\d+)?)?(?: ?(?:Z|UTC|GMT|[+-]\d\d:?\d\d))?)?/g,
  /\b(?:(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun)[a-z]*,? )?(?:\d{1,2} )?(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]* \d{1,4}(?:,? \d{4})?(?: \d\d:\d\d(?::\d\d)?)?(?: (?:UTC|GMT|[A-Z]{2,4}))?/g,
];

const reasons =
  'Bad Request|Unauthorized|Payment Required|Forbidden|Not Found|Method Not Allowed|Not Acceptable|Proxy|Request Time|Conflict|Gone|Length Required|Precondition|Payload|Request Entity|Unsupported|Unprocessable|Locked|Too Many|Client Error|Internal|Not Implemented|Bad Gateway|Service|Server Error|Gateway|Slow Down';
/** Places in which a number is the code of an error, and not somebody's value. */
export const codes: readonly RegExp[] = [
  /\b(?:status(?:[ _-]?code)?|http(?:\/\d(?:\.\d)?)?(?: status)?(?: code)?|response code)["']?\s*[:=(#[]?\s*[1-5]\d\d\b/gi,
  new RegExp(`(?<![\\w.-])[45]\\d\\d:? (?=${reasons})`, 'gi'),
  /\b(?:with|returned|got|failed|error|code|status)[:\s(]+[45]\d\d(?=$|[\s]*[).,;:\]]|\s+(?:from|for|on|when|while|error|response))/gi,
  /\bexit(?:ed)?(?: with)?(?: status| code)?[ :=]+-?\d{1,3}\b/gi,
  /\b(?:signal|errno)[ :=]+-?\d{1,3}\b|\[Errno -?\d{1,5}\]|\bWinError \d{1,5}\b/gi,
  /\b(?:error|err|result|fault|reason|native)[ _]?(?:code|number|no\.?)[ :=#(]+-?\d{1,5}\b/gi,
  /\bSQLSTATE[ :=]*[[(]?(?:\d[0-9A-Z]|[A-Z]\d|HY|IM)[0-9A-Z]{3}\b[\])]?/gi,
  /\bERROR \d{4}(?: \([0-9A-Z]{5}\))?/g,
  /\bMsg \d{1,5}, Level \d{1,2}\b/g,
  /\b(?:ORA|PLS|TNS|RMAN|JZ|DPY|DPI)-\d{4,6}\b|\bSQL\d{4}N\b|\bE11000\b/g,
  /\b(?:S3|EC2|K8s|IPv[46]|OAuth ?2|HTTP[/ ]?[123](?:\.\d)?|TLSv?1(?:\.\d)?|SSLv?[23]|X\.?509|UTF-?(?:8|16)|Base64|SHA-?(?:1|256|512)|MD5|RS256|HS256|ES256|AES-?(?:128|256)|u?int(?:8|16|32|64)|float(?:32|64)|Win32Exception|(?:System\.)?Int(?:16|32|64)|log4j2?|boto3|psycopg[23]|urllib3|asn1|pbkdf2)\b/gi,
];
/** An exception's class, whatever digits its packages have. */
export const classes =
  /\b[\p{L}_][\w$]*(?:\.[\w$]+)*\.?[\p{Lu}_][\w$]*(?:Error|Exception|Violation|Fault|Timeout|Warning)\b/gu;

/** Validators name the place by a JSON pointer; other paths are files and addresses. */
export const pointers = /(^|[\s"'(])((?:\/[\w$~.-]+)+)(?=["')]? (?:must|should|is|has|does|failed)\b)/g;
export const paths = /(^|[\s"'`(=:,])(?:[A-Za-z]:\\[^\s"'`)]*|~?\/[^\s"'`)]+)/g;

export const assigned = /([\w\])]+)=(?![=>\s(])([^\s,;)\]}&]+)/g;
/** What is assigned to these is a kind of error, and stays if it is a word. */
export const telling = /(?:type|code|status|error|reason|kind|class|exception|state|level)$/i;
