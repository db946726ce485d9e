/* The table of nicknames.  Called by match.c and key.c; a row is a group, its first name the head. */
#include "match/nickname.h"

#include "match/distance.h"

#include <pthread.h>
#include <stdint.h>
#include <string.h>

enum { NAMES = 14 };

static const char *const group[][NAMES] = {
    { "abigail", "abi", "abbie", "abby", "gail", "abbi", "abigayle", "abigale" },
    { "abdullah", "abdulla", "abdallah" },
    { "adam", "adem" },
    { "ahmed", "ahmad", "ahmet" },
    { "aidan", "aiden", "aaden", "ayden", "adan" },
    { "aisha", "ayesha", "aysha", "aishah", "aicha" },
    { "alan", "allan", "allen", "alun", "al" },
    { "albert", "albie", "alby", "bert", "bertie", "al" },
    { "alexander", "alex", "alec", "xander", "sandy", "alasdair", "alistair", "alexandr", "aleksander", "lex", "zander" },
    { "alexandra", "alex", "lexi", "lexie", "sandra", "alexa", "alexia", "aleksandra", "sasha", "lexa" },
    { "alfred", "alfie", "alf", "fred", "freddie", "alfy" },
    { "alice", "ali", "allie", "alys", "alyce" },
    { "alison", "ali", "allie", "allison", "alyson" },
    { "amelia", "millie", "milly", "emelia", "emilia", "amelie" },
    { "amina", "aminah", "ameena" },
    { "andrew", "andy", "drew", "andre", "andrei", "andrzej" },
    { "angela", "angie", "ange" },
    { "anna", "ann", "anne", "annie", "ana", "anya", "ania" },
    { "annabel", "anna", "bella", "belle", "annabelle", "annie", "anabel", "annabella" },
    { "anthony", "tony", "antony", "ant", "antoni", "antonio" },
    { "archibald", "archie", "archy", "arch" },
    { "arthur", "art", "artie", "arty", "artur" },
    { "barbara", "barb", "babs", "basia" },
    { "barnaby", "barney", "barnabas" },
    { "bartholomew", "bart", "bartosz", "bartek" },
    { "beatrice", "bea", "bee", "beatrix", "trixie", "betty" },
    { "benjamin", "ben", "benji", "benny", "bennie" },
    { "bethany", "beth", "bethan", "bethanie" },
    { "bradley", "brad", "bradly" },
    { "bridget", "biddy", "bridie", "brigid" },
    { "caitlin", "cait", "katelyn", "kaitlyn", "kaitlin", "caitlyn", "katelin" },
    { "cameron", "cam", "camron", "kameron" },
    { "caroline", "carrie", "caz", "carolyn", "carolina", "caro" },
    { "casey", "kasey", "kacey", "kaci", "kacie", "caci" },
    { "catherine", "cathy", "kate", "katie", "kathy", "katherine", "kathryn", "cath", "kitty", "katharine", "kath", "katy", "catrin", "katarzyna" },
    { "charles", "charlie", "charley", "chas", "chuck", "chaz", "carl" },
    { "charlotte", "charlie", "lottie", "lotte", "char", "charley", "charli", "lotty" },
    { "christian", "chris", "kristian", "cristian" },
    { "christine", "chris", "chrissie", "tina", "christina", "kristina", "chrissy", "kirsty", "christa" },
    { "christopher", "chris", "kit", "topher", "christofer", "kristofer", "krzysztof", "kris" },
    { "claire", "clare", "clara", "clair" },
    { "conor", "connor", "con", "conner", "konnor" },
    { "constance", "connie" },
    { "daniel", "dan", "danny", "danniel", "danyal", "danial", "dani" },
    { "danielle", "dani", "danni", "daniela", "daniella" },
    { "david", "dave", "davey", "davy", "dai", "dawid", "davie", "dafydd" },
    { "deborah", "debbie", "deb", "debra", "debs" },
    { "dominic", "dom", "nic", "dominik", "dominick" },
    { "dorothy", "dot", "dottie", "dolly", "dora", "dotty" },
    { "dylan", "dyl", "dillon", "dilan" },
    { "edward", "ed", "eddie", "ted", "teddy", "ned", "eddy", "edwin", "edmund" },
    { "eleanor", "ellie", "ella", "nell", "nellie", "nora", "elinor", "elena", "elly", "eleanore", "elle" },
    { "elijah", "eli", "elias" },
    { "elizabeth", "beth", "lizzie", "liz", "eliza", "elsie", "libby", "betty", "betsy", "elisabeth", "lily", "ellie", "elspeth", "lilibet" },
    { "emily", "em", "emmie", "millie", "emilie", "milly", "emmy" },
    { "emma", "em", "emmie", "emmy", "ema" },
    { "esme", "esmee", "esmae" },
    { "ethan", "ethen" },
    { "eve", "evie", "eva", "evelyn", "evelina", "evy", "evangeline" },
    { "faith", "fay", "faye" },
    { "fatima", "fatimah", "fatema", "fatma" },
    { "felicity", "fliss", "flick", "flissy" },
    { "finlay", "fin", "finley", "finn", "findlay", "finnley", "finnian" },
    { "florence", "flo", "florrie", "flora", "flossie", "flossy" },
    { "frances", "fran", "frankie", "francesca", "fanny", "francine" },
    { "francis", "frank", "frankie", "fran", "franklin", "francisco", "franciszek" },
    { "frederick", "fred", "freddie", "freddy", "frederic", "fredrick", "rick", "fredric" },
    { "freya", "freyja", "freja" },
    { "gabriel", "gabe", "gabi", "gabrielius" },
    { "gabrielle", "gabby", "gabi", "gabriella", "gabriela", "gaby" },
    { "geoffrey", "geoff", "jeff", "jeffrey" },
    { "george", "georgie", "geordie", "jorge", "gheorghe" },
    { "georgina", "georgie", "gina", "georgia", "georgiana" },
    { "gerald", "gerry", "jerry", "gerard", "ged" },
    { "grace", "gracie", "gracey", "graci" },
    { "graham", "graeme", "grahame" },
    { "gregory", "greg", "gregor", "grzegorz" },
    { "hannah", "hana", "hanna", "hannie" },
    { "harper", "harpa" },
    { "harriet", "hattie", "harri", "hatty", "harriett" },
    { "harry", "henry", "harold", "hal", "harri" },
    { "hasan", "hassan" },
    { "heather", "hev" },
    { "helen", "helena", "nell", "ellen", "lena", "nellie", "nelly" },
    { "henry", "hank", "harry", "henri", "henryk" },
    { "holly", "hollie", "holli" },
    { "hugh", "hugo", "huw", "hughie" },
    { "hussain", "hussein", "husain", "hussayn", "husayn" },
    { "ian", "iain", "ean" },
    { "ibrahim", "abraham", "ebrahim", "abe", "ibraheem" },
    { "imogen", "immy", "immie", "imogene" },
    { "isaac", "zac", "zak", "issac", "isaak", "ike" },
    { "isabella", "bella", "izzy", "isabel", "isobel", "isabelle", "belle", "izzie", "izabella", "isabell", "issy" },
    { "isla", "islay", "ila" },
    { "jack", "jackie", "jackson", "jac", "jak", "jaxon" },
    { "jackson", "jaxon", "jaxson", "jax", "jakson" },
    { "jacob", "jake", "jakob", "jakub", "jay", "yakub", "yaqub", "coby" },
    { "jacqueline", "jackie", "jacqui", "jaqueline" },
    { "jaden", "jayden", "jaiden", "jaydon", "jadon" },
    { "james", "jim", "jimmy", "jamie", "jay", "jem", "jimmie", "jaime" },
    { "jane", "janie", "jayne", "jenny", "janey" },
    { "janet", "jan", "jenny" },
    { "jason", "jase", "jay", "jayson" },
    { "jasmine", "jas", "jaz", "jazmin", "jasmin", "yasmin", "jazmine", "yasmine", "jazz" },
    { "jennifer", "jen", "jenny", "jennie", "jenna", "jenifer" },
    { "jeremy", "jem", "jerry", "jez" },
    { "jessica", "jess", "jessie", "jesse", "jessika", "jessy" },
    { "joanne", "jo", "joanna", "joan", "johanna", "joana", "asia" },
    { "john", "jack", "johnny", "jon", "jonny", "johnnie", "jan", "sean" },
    { "jonathan", "jon", "jonny", "johnathan", "jonathon", "nathan", "jonty", "johnathon" },
    { "joseph", "joe", "joey", "yusuf", "josef", "yousef", "jozef", "jo", "youssef", "yousuf" },
    { "josephine", "jo", "josie", "posy", "josephina" },
    { "joshua", "josh", "joss", "joshuah", "yeshua" },
    { "joyce", "joy" },
    { "judith", "judy", "jude", "judi" },
    { "julia", "julie", "jules", "juliet", "julianna", "juliette", "gillian" },
    { "kaden", "kayden", "caden", "cayden", "kaiden", "caiden" },
    { "kai", "kye", "cai", "ky" },
    { "karen", "caron", "kaz", "karin" },
    { "kenneth", "ken", "kenny" },
    { "kevin", "kev" },
    { "khadija", "khadijah", "kadija", "hadija" },
    { "kian", "cian", "kean", "keon" },
    { "kimberley", "kim", "kimberly", "kimmy" },
    { "kirsten", "kirsty", "kirstie", "kirstin" },
    { "kyle", "kile" },
    { "laura", "lauren", "laurie", "lori", "lora" },
    { "lawrence", "larry", "laurence", "laurie", "lawrie", "lorenzo" },
    { "layla", "leila", "laila", "leyla", "lyla", "lila", "laylah" },
    { "leah", "lea", "lia", "leia" },
    { "leo", "leon", "leonardo", "leonard", "lenny", "len", "leonidas", "lennie" },
    { "lewis", "louis", "lew", "louie", "luis" },
    { "liam", "lliam" },
    { "lilian", "lily", "lil", "lilly", "lillian", "lillie", "lilia", "lilliana", "liliana" },
    { "logan", "loghan" },
    { "louise", "lou", "louisa", "lulu", "luisa" },
    { "lucas", "luke", "luca", "lukas", "luka", "lukasz", "luc" },
    { "lucy", "lucie", "lucia", "luce", "lucinda", "lulu" },
    { "lydia", "lyds", "lidia" },
    { "madeleine", "maddie", "maddy", "madeline", "madison", "madelyn", "madie" },
    { "maisie", "maisy", "maizie", "maise" },
    { "malcolm", "mal", "malc" },
    { "margaret", "maggie", "peggy", "meg", "megan", "marge", "daisy", "greta", "rita", "margot", "maisie", "mags" },
    { "maria", "mariah", "mariya", "marie", "mary" },
    { "mark", "marc", "marcus", "marek", "markus" },
    { "martin", "marty", "martyn", "marcin" },
    { "mary", "maria", "marie", "molly", "polly", "may", "mae", "maryam", "mariam", "miriam", "miryam" },
    { "matilda", "tilly", "tillie", "mattie", "tilda", "mathilda", "matylda" },
    { "matthew", "matt", "matty", "mathew", "mateusz", "mattie", "matteo", "matei" },
    { "maximilian", "max", "maxwell", "maxim", "maximus", "maksymilian", "maxi" },
    { "megan", "meg", "meghan", "meagan", "megs" },
    { "melanie", "mel", "mellie" },
    { "melissa", "mel", "lissa", "missy" },
    { "michael", "mike", "mick", "micky", "mikey", "micheal", "michal", "mickey", "mikael", "mitchell", "mihai" },
    { "michelle", "shell", "chelle", "michele", "shelly" },
    { "molly", "mollie", "moll" },
    { "muhammad", "mohammed", "mohammad", "mohamed", "muhammed", "mo", "mohamad", "mohd", "md", "mehmet", "mahomed", "muhamad", "muhamed" },
    { "natalie", "nat", "nattie", "natalia", "nathalie", "talia" },
    { "natasha", "tasha", "nat", "tash" },
    { "nathaniel", "nat", "nathan", "nate", "nathanael", "nathanial" },
    { "niamh", "neve", "nieve", "neave" },
    { "nicholas", "nick", "nicky", "nicolas", "nico", "nikolas", "mikolaj", "klaus", "nicolae" },
    { "nicola", "nicky", "nikki", "nicole", "nic", "nikola", "nichola" },
    { "noah", "noa", "noe" },
    { "oliver", "ollie", "olly", "oli", "olli", "olivier" },
    { "olivia", "liv", "livvy", "ollie", "olive", "livia", "libby", "livi", "alivia", "oliwia" },
    { "oscar", "ossie", "oskar", "ozzy", "ozzie" },
    { "owen", "owain", "eoin", "euan", "ewan", "ewen" },
    { "pamela", "pam", "pammy" },
    { "patricia", "pat", "patsy", "trish", "tricia", "patty", "patrycja" },
    { "patrick", "pat", "paddy", "pad", "rick", "padraig", "patryk" },
    { "penelope", "penny", "pen", "nell", "poppy" },
    { "peter", "pete", "piotr", "petr", "pedro" },
    { "philip", "phil", "pip", "phillip", "filip", "philippe" },
    { "philippa", "pip", "pippa", "phil", "phillipa", "philipa" },
    { "phoebe", "phebe", "pheobe", "feebs" },
    { "poppy", "poppie", "popi" },
    { "rachel", "rach", "rachael", "rae", "rachelle" },
    { "raymond", "ray" },
    { "rebecca", "becky", "becca", "bex", "beck", "rebekah", "reba", "beccy" },
    { "reece", "rhys", "reese", "rees" },
    { "reuben", "ruben", "reuban", "rubin" },
    { "richard", "rich", "rick", "ricky", "dick", "richie", "ritchie", "dickon", "ryszard" },
    { "riley", "rylee", "reilly", "ryley", "rileigh" },
    { "robert", "rob", "bob", "bobby", "robbie", "robin", "bert", "bobbie", "robby" },
    { "roger", "rodge", "rodger" },
    { "ronald", "ron", "ronnie", "ronny" },
    { "rory", "ruairi", "roary", "ruaridh" },
    { "rose", "rosie", "rosa", "rosalind", "rosemary", "roz", "rosanna", "rosalie", "rosy" },
    { "rupert", "rupe", "ru" },
    { "ryan", "rian", "ryon" },
    { "samantha", "sam", "sammy", "sammie", "mantha" },
    { "samuel", "sam", "sammy", "sammie", "samual" },
    { "sarah", "sara", "sally", "sal", "sadie" },
    { "scarlett", "scarlet", "scarlette", "lettie" },
    { "sean", "shaun", "shawn", "shane" },
    { "sebastian", "seb", "bas", "bastian", "sebastien" },
    { "shannon", "shan", "shanon" },
    { "simon", "si", "sy", "simeon", "szymon" },
    { "sienna", "siena", "ciena" },
    { "sofia", "sophia", "sophie", "soph", "zofia", "sofie", "sophy", "sofiya" },
    { "stanley", "stan", "stanislaw" },
    { "stephanie", "steph", "stevie", "stef", "steffi", "stefania" },
    { "stephen", "steve", "steven", "ste", "stefan", "stevie", "stephan" },
    { "summer", "somer" },
    { "susan", "sue", "susie", "suzanne", "suzy", "susanna", "susannah", "zuzanna", "suki" },
    { "tabitha", "tabby", "tabs" },
    { "tamsin", "tammy", "tamzin", "tamara" },
    { "terence", "terry", "terrence", "tel" },
    { "theodore", "theo", "ted", "teddy", "teodor", "theodor" },
    { "theresa", "terry", "tess", "teresa", "tessa", "tracy" },
    { "thomas", "tom", "tommy", "tomas", "tomasz", "tam", "thom", "tomos" },
    { "timothy", "tim", "timmy", "timothee" },
    { "toby", "tobias", "tobi" },
    { "umar", "omar", "omer", "umer" },
    { "valerie", "val", "valeria" },
    { "vanessa", "ness", "nessa" },
    { "victor", "vic", "viktor", "wiktor" },
    { "victoria", "vicky", "tori", "vicki", "tory", "wiktoria", "viktoria", "vikki", "toria" },
    { "vincent", "vin", "vinny", "vince", "vinnie" },
    { "violet", "vi", "violetta" },
    { "walter", "wally", "wal", "walt" },
    { "william", "will", "bill", "billy", "liam", "willie", "wills", "willem", "wil", "gwilym", "willy" },
    { "winifred", "winnie", "win", "freda" },
    { "yasmin", "yasmine", "yaz", "yasmeen", "jasmin", "jasmine" },
    { "yusuf", "yousuf", "yosef", "youssef", "yousef", "joseph", "yusuff" },
    { "zachary", "zach", "zac", "zak", "zack", "zachariah", "zackary", "zakariya", "zakaria" },
    { "zainab", "zaynab", "zeinab", "zaineb" },
    { "zoe", "zoey", "zoie" },
};

enum { GROUPS = sizeof group / sizeof *group };

/* ---- Where a name stands: an index made at the first question, for the linkage asks millions of times ---- */

enum { PLACES = 8192 };

struct place { const char *name; uint16_t group[NICKNAME_GROUPS_MOST]; size_t n; };

static struct place places[PLACES];
static pthread_once_t once = PTHREAD_ONCE_INIT;

static struct place *place_of(const char *name)
{
    uint32_t hash = 2166136261u;
    for (const char *p = name; *p; p++)
        hash = (hash ^ (unsigned char)*p) * 16777619u;
    size_t at = hash % PLACES;
    while (places[at].name && strcmp(places[at].name, name) != 0)
        at = (at + 1) % PLACES;
    return &places[at];
}

static void make_index(void)
{
    for (size_t i = 0; i < GROUPS; i++)
        for (size_t j = 0; j < NAMES && group[i][j]; j++) {
            struct place *p = place_of(group[i][j]);
            p->name = group[i][j];
            if (p->n < NICKNAME_GROUPS_MOST)
                p->group[p->n++] = (uint16_t)i;
        }
}

static const struct place *find(const char *name)
{
    pthread_once(&once, make_index);
    return place_of(name);
}

/* Two short forms of one name ("Lily", "Ellie") may be two sisters; two spellings of a short form are one name. */
bool nickname_agrees(const char *a, const char *b)
{
    const struct place *x = find(a), *y = find(b);
    if (x == y)
        return false;
    for (size_t i = 0; i < x->n; i++)
        for (size_t j = 0; j < y->n; j++)
            if (x->group[i] == y->group[j]) {
                const char *head = group[x->group[i]][0];
                if (strcmp(head, a) == 0 || strcmp(head, b) == 0 || match_jaro_winkler(a, b) >= .84)
                    return true;
            }
    return false;
}

size_t nickname_groups(const char *name, const char *head[NICKNAME_GROUPS_MOST])
{
    const struct place *p = find(name);
    for (size_t i = 0; i < p->n; i++)
        head[i] = group[p->group[i]][0];
    return p->n;
}
