import {isFailureWord} from './words.ts';

/** One word with a capital letter, as names are written and neither `IBAN` nor `OrderService` is. */
const capital = String.raw`\p{Lu}[\p{Ll}\p{M}]+(?:[-'’]\p{Lu}[\p{Ll}\p{M}]+)*`;
const small = '(?:(?:van|von|de|der|den|di|da|del|la|le|bin|al|el|dos|zu) ){0,2}';
const named = new RegExp(
  String.raw`(?<=[\p{Ll}\p{M})\]}\u{e000},] )${capital}(?: ${small}${capital})+(?![\p{L}\p{M}\p{N}])`,
  'gu',
);
const person = new RegExp(
  String.raw`(?<=\b(?:[Uu]ser|[Cc]ustomer|[Cc]lient|[Pp]atient|[Mm]ember|[Ee]mployee|[Rr]ecipient|[Pp]ayer|[Oo]wner|[Ss]ubscriber|[Gg]uest|[Pp]assenger|[Dd]river|[Cc]ontact|[Pp]erson|[Mm]rs?\.?|[Mm]s\.?|[Dd]r\.?|[Aa]ccount of|[Cc]alled|[Nn]amed) )${capital}(?: ${small}${capital})*(?![\p{L}\p{M}\p{N}])`,
  'gu',
);

/** Words of programs that are written with a capital letter in the middle of a sentence. */
const technical =
  /\b(?:Abort|Access|Account|Action|Active|Address|Already|Amazon|Api|Argument|Attribute|Authentication|Authorization|Bad|Balance|Batch|Body|Broker|Bucket|Cache|Cannot|Card|Certificate|Channel|Class|Client|Cluster|Code|Column|Condition|Config|Configuration|Conflict|Connect|Connection|Constraint|Consumer|Content|Context|Credit|Currency|Customer|Data|Database|Date|Deadline|Denied|Directory|Disk|Document|Element|Email|Encoding|Endpoint|Entity|Entry|Event|Exist|Exists|Expected|Expired|Field|File|Filter|Foreign|Format|Found|Function|Funds|Gateway|Group|Handler|Header|Host|Identifier|Implemented|Index|Input|Instance|Insufficient|Integer|Internal|Invoice|Item|Job|Key|Lambda|Large|Limit|Lock|Login|Long|Mail|Many|Memory|Message|Method|Mode|Model|Module|Name|Network|No|Node|Not|Null|Number|Object|Operation|Order|Output|Parameter|Parser|Partition|Password|Path|Payload|Payment|Permission|Pool|Port|Process|Producer|Product|Property|Protocol|Provider|Proxy|Query|Queue|Quota|Rate|Read|Record|Reference|Refused|Rejected|Request|Required|Reset|Resource|Response|Row|Schema|Server|Service|Session|Setup|Shard|Size|Socket|Source|State|Status|Stock|Storage|Stream|String|Struct|Subscription|Such|System|Table|Task|Tax|Template|Text|Thread|Time|Timed|Token|Too|Topic|Transaction|Type|Unavailable|Unique|Update|Url|User|Validation|Value|Variable|Version|Worker|Write|Zone|January|February|March|April|May|June|July|August|September|October|November|December)s?\b/;

/** Takes out what reads like a name: two words with capital letters inside of a sentence, or one after `user`. */
export const withoutPeople = (text: string, out: string): string => {
  const replace = (name: string): string =>
    technical.test(name) || name.split(' ').some(isFailureWord) ? name : out;
  return text.replace(person, replace).replace(named, replace);
};
