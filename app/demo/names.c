/* Names and addresses of the demo authority: all invented, varied as names are.  Called by the other parts of app/demo. */
#include "app/demo/demo.h"

#include <string.h>

const char *const demo_areas[AREAS] = { "Marchfield North", "Marchfield South", "Eastwick", "Leabridge", "Norham Vale", "Ashcombe", "Thornbury Hills", "Wendlebury" };

/* Cultures, with the home language where it is not English; weights in demo_culture. */
enum { ENGLISH, POLISH, ROMANIAN, LITHUANIAN, BULGARIAN, UKRAINIAN, SOUTH_ASIAN, TRAVELLER, BLACK_CARIBBEAN, ARABIC, MIXED, CULTURES };
const struct demo_culture demo_cultures[] = {
    [ENGLISH] = { "en", "WBRI", 0 }, [POLISH] = { "pl", "WOTH", 1 }, [ROMANIAN] = { "ro", "WOTH", 2 }, [LITHUANIAN] = { "lt", "WOTH", 3 },
    [BULGARIAN] = { "bg", "WOTH", 4 }, [UKRAINIAN] = { "uk", "WOTH", 5 }, [SOUTH_ASIAN] = { "en", "AIND", 6 }, [TRAVELLER] = { "en", "WIRT", 7 },
    [BLACK_CARIBBEAN] = { "en", "BCRB", 8 }, [ARABIC] = { "ar", "OOTH", 9 }, [MIXED] = { "en", "MOTH", 10 },
};

int demo_culture(struct demo *d)
{
    static const int weight[CULTURES] = { 860, 38, 22, 14, 8, 8, 14, 6, 6, 6, 18 };
    return demo_weighted(d, weight, CULTURES);
}

#define LIST(...) (const char *const[]){ __VA_ARGS__, NULL }

static const char *const *const girls[CULTURES] = {
    [ENGLISH] = LIST("Olivia", "Amelia", "Isla", "Ava", "Lily", "Ivy", "Freya", "Florence", "Willow", "Evelyn", "Poppy", "Daisy", "Elsie", "Rosie", "Sienna", "Matilda", "Phoebe", "Evie", "Charlotte", "Sophie", "Grace", "Harper", "Emily", "Maisie", "Millie", "Ella", "Alice", "Ada", "Bonnie", "Penelope", "Thea", "Orla", "Aria", "Hallie", "Violet", "Ruby", "Eliza", "Emilia", "Luna", "Mia", "Robyn", "Arabella", "Esme", "Beatrice", "Margot", "Nancy", "Molly", "Eleanor", "Jessica", "Lottie", "Iris", "Maeve", "Zoë", "Chloë", "Anna-Mae", "Lilly-Rose", "Ellie-May", "Connie", "Edith", "Heidi", "Summer", "Mabel", "Amber", "Erin", "Holly", "Niamh", "Seren", "Cerys", "Imogen", "Tabitha", "Lyra", "Martha", "Clementine", "Skye", "Scarlett", "Abigail", "Hannah", "Lucy", "Georgia", "Bethany", "Kitty", "Hazel", "Delilah", "Ottilie", "Nell", "Elizabeth", "Katherine", "Francesca", "Juniper", "Wren"),
    [POLISH] = LIST("Zuzanna", "Julia", "Maja", "Hanna", "Lena", "Alicja", "Oliwia", "Zofia", "Małgorzata", "Pola", "Łucja", "Wiktoria"),
    [ROMANIAN] = LIST("Maria", "Ioana", "Andreea", "Sofia", "Ștefania", "Daria", "Antonia", "Alexandra", "Ilinca"),
    [LITHUANIAN] = LIST("Emilija", "Liepa", "Lukrecija", "Gabija", "Ugnė", "Austėja", "Miglė"),
    [BULGARIAN] = LIST("Viktoria", "Raya", "Nikol", "Simona", "Gergana", "Yoana"),
    [UKRAINIAN] = LIST("Solomiia", "Anastasiia", "Polina", "Zlata", "Veronika", "Mariia"),
    [SOUTH_ASIAN] = LIST("Aisha", "Zara", "Ananya", "Fatima", "Inaya", "Priya", "Maryam", "Simran", "Jasleen", "Saanvi", "Meera"),
    [TRAVELLER] = LIST("Margaret", "Bridget", "Kathleen", "Nora-Marie", "Mary-Kate", "Shannon", "Lena", "Roseanne"),
    [BLACK_CARIBBEAN] = LIST("Amara", "Nevaeh", "Tiana", "Zariah", "Imani", "Naomi"),
    [ARABIC] = LIST("Layla", "Noor", "Yasmin", "Hala", "Salma", "Rania"),
    [MIXED] = LIST("Maya", "Leila", "Naomi", "Aaliyah", "Mei", "Sakura", "Esmé", "Rosa", "Anaïs"),
};
static const char *const *const boys[CULTURES] = {
    [ENGLISH] = LIST("Oliver", "George", "Arthur", "Noah", "Leo", "Oscar", "Theodore", "Freddie", "Archie", "Jack", "Henry", "Charlie", "Alfie", "Harry", "Thomas", "William", "Theo", "Jude", "Finley", "Teddy", "Tommy", "Rory", "Albie", "Hugo", "Lucas", "Isaac", "Edward", "Reuben", "Joshua", "Max", "Elijah", "Louie", "Reggie", "Roman", "Ezra", "Sebastian", "Toby", "Harrison", "Jasper", "Rowan", "Alexander", "James", "Samuel", "Joseph", "Ralph", "Frank", "Stanley", "Bobby", "Caleb", "Finn", "Logan", "Mason", "Jacob", "Daniel", "Benjamin", "Otis", "Ronnie", "Barnaby", "Gabriel", "Dylan", "Rhys", "Owain", "Evan", "Tomos", "Ioan", "Seán", "Callum", "Jenson", "Kit", "Wilfred", "Rupert", "Felix", "Billy-Joe", "Tyler-James", "Riley", "Zachary", "Matthew", "Luke", "Ethan", "Ben", "Nathaniel", "Ned", "Sonny", "Vinnie", "Cody", "Jax", "Michael", "Robert", "Ellis", "Gethin"),
    [POLISH] = LIST("Antoni", "Jakub", "Jan", "Szymon", "Franciszek", "Łukasz", "Wojciech", "Mikołaj", "Filip", "Kacper", "Oskar"),
    [ROMANIAN] = LIST("Andrei", "Ștefan", "Matei", "Luca", "Ionuț", "Alexandru", "Rareș", "Vlad", "Dragoș"),
    [LITHUANIAN] = LIST("Matas", "Jonas", "Lukas", "Dominykas", "Kajus", "Ąžuolas", "Benas"),
    [BULGARIAN] = LIST("Georgi", "Dimitar", "Martin", "Kaloyan", "Boris", "Ivaylo"),
    [UKRAINIAN] = LIST("Danylo", "Maksym", "Artem", "Bohdan", "Tymofii", "Nazar"),
    [SOUTH_ASIAN] = LIST("Muhammad", "Arjun", "Ibrahim", "Aarav", "Zayn", "Rohan", "Mohammed", "Yusuf", "Harpreet", "Ishaan", "Vihaan"),
    [TRAVELLER] = LIST("John-Joe", "Patrick", "Martin", "Miley", "Paddy", "Bernard", "Felix", "Simey"),
    [BLACK_CARIBBEAN] = LIST("Malachi", "Josiah", "Kymani", "Jaden", "Micah", "Zion"),
    [ARABIC] = LIST("Omar", "Yousef", "Adam", "Karim", "Hamza", "Ziad"),
    [MIXED] = LIST("Kai", "Luca", "Elias", "Rafael", "Milo", "Mateo", "Zane", "Bodhi", "André"),
};
static const char *const *const families[CULTURES] = {
    [ENGLISH] = LIST("Smith", "Jones", "Williams", "Taylor", "Davies", "Evans", "Thomas", "Roberts", "Lewis", "Morgan", "Price", "Powell", "Preece", "Watkins", "Pritchard", "Griffiths", "Gwilliam", "Bufton", "Lloyd", "Probert", "Morris", "Bennett", "Baker", "Cooper", "Turner", "Phillips", "Parker", "Collins", "Edwards", "Hughes", "Green", "Hall", "Wood", "Walker", "Wright", "Clarke", "Harris", "Jackson", "Hill", "Cook", "Ward", "Bailey", "Cox", "Richardson", "Gardner", "Weaver", "Skyrme", "Yapp", "Godsell", "Bounds", "Bayliss", "Tudge", "Mailes", "Hodges", "Hancock", "Carter", "Shaw", "Mills", "Barnes", "Fisher", "Knight", "Butler", "Russell", "Grant", "Webb", "Palmer", "Stone", "Burgess", "Lane", "Perkins", "Holloway", "Apperley", "Farr", "Layton", "Marsh", "Rudge", "Whittall", "Oakley", "Hadley", "Thorne", "Ellis", "Sinclair", "Fletcher", "Osborne", "Dale", "O'Connor", "O'Brien", "O'Neil", "McCarthy", "MacDonald", "D'Arcy", "St John", "de Souza", "Fitzgerald", "Hartley", "Whitehouse", "Beaumont", "Chambers", "Dodd", "Ruck", "Prosser", "Meredith", "Vaughan", "Parry", "Bowen", "Gough", "Bevan", "Higgins", "Nash", "Pugh", "Tranter", "Wall", "Jenkins", "Owens", "Bishop", "Crump", "Dyke", "Eckley", "Goode", "Hoskins"),
    [POLISH] = LIST("Kowalski", "Nowak", "Wiśniewski", "Wójcik", "Zieliński", "Szymańska", "Dąbrowski", "Kaczmarek", "Mazur", "Błaszczyk"),
    [ROMANIAN] = LIST("Popescu", "Ionescu", "Munteanu", "Dumitru", "Stoica", "Țăranu", "Rusu", "Constantinescu"),
    [LITHUANIAN] = LIST("Kazlauskas", "Jankauskas", "Petrauskas", "Stankevičius", "Žukauskas", "Butkus"),
    [BULGARIAN] = LIST("Ivanov", "Dimitrov", "Georgiev", "Petkov", "Todorov", "Angelov"),
    [UKRAINIAN] = LIST("Shevchenko", "Kovalenko", "Bondarenko", "Melnyk", "Tkachuk", "Marchenko"),
    [SOUTH_ASIAN] = LIST("Khan", "Patel", "Singh", "Ahmed", "Hussain", "Kaur", "Begum", "Sharma", "Thomas", "Varghese"),
    [TRAVELLER] = LIST("Connors", "Doran", "Cash", "Smith", "Price", "Lee", "Loveridge", "Ward", "McDonagh"),
    [BLACK_CARIBBEAN] = LIST("Campbell", "Brown", "Grant", "Francis", "Bailey", "Reid"),
    [ARABIC] = LIST("Al-Hassan", "Haddad", "Mansour", "Abdi", "Saleh", "Nasser"),
    [MIXED] = LIST("Chen", "Okafor", "Silva", "García", "Nguyen", "Santos", "Adeyemi", "Müller", "Lefèvre", "Rossi"),
};

static int64_t length(const char *const *list)
{
    int64_t n = 0;
    while (list[n])
        n++;
    return n;
}

/* One of N by rank: the first are the commoner. */
static int64_t ranked(struct demo *d, int64_t n)
{
    int64_t a = demo_between(d, 0, n - 1), b = demo_between(d, 0, n - 1);
    return a < b ? a : b;
}

static const char *one_of(struct demo *d, const char *const *list)
{
    return list[ranked(d, length(list))];
}

const char *demo_given(struct demo *d, int culture, bool girl)
{
    const char *first = one_of(d, (girl ? girls : boys)[culture]);
    return demo_chance(d, 0.3) ? arena_print(d->a, "%s %s", first, one_of(d, (girl ? girls : boys)[demo_chance(d, 0.8) ? culture : ENGLISH])) : first;
}

/*
 * Of the English ones the listed come first, then 640 made of two parts: one
 * in a hundred is a Smith, and two children have one family name about as
 * seldom as in England (two or three in a thousand).
 */
static const char *english_family(struct demo *d)
{
    static const char *const stem[] = { "Ash", "Black", "Brad", "Broad", "Car", "Chad", "Clif", "Craw", "Dal", "Dun", "East", "Fair", "Fen", "Gar", "Hal", "Har", "Haw", "Hol", "Hop", "Hud", "Kel", "Ken", "Lang", "Led", "Lin", "Mar", "Mid", "Nor", "Oak", "Pem", "Pen", "Pres", "Rad", "Rud", "Shel", "Stan", "Sut", "Thorn", "War", "Whit" };
    static const char *const end[] = { "ton", "ley", "ford", "field", "worth", "wood", "well", "man", "den", "bury", "wick", "croft", "brook", "combe", "ridge", "stone" };
    enum { STEMS = sizeof stem / sizeof *stem, ENDS = sizeof end / sizeof *end };
    int64_t listed = length(families[ENGLISH]), all = listed + STEMS * ENDS;
    int64_t at = demo_between(d, 0, all - 1) * demo_between(d, 0, all - 1) / all;
    if (at < listed)
        return families[ENGLISH][at];
    at -= listed;
    return arena_print(d->a, "%s%s", stem[at % STEMS], end[at / STEMS]);
}

const char *demo_family(struct demo *d, int culture, bool girl)
{
    (void)girl;
    const char *name = culture == ENGLISH ? english_family(d) : one_of(d, families[culture]);
    if (!demo_chance(d, 0.06))
        return name;
    const char *other = english_family(d);
    return strcmp(other, name) == 0 ? name : arena_print(d->a, "%s-%s", name, other);
}

const char *demo_adult(struct demo *d, int culture, const char *family, bool woman)
{
    return arena_print(d->a, "%s %s", one_of(d, (woman ? girls : boys)[culture]), family);
}

const char *demo_nickname(const char *given)
{
    static const char *const names[][2] = { { "Oliver", "Ollie" }, { "Theodore", "Teddy" }, { "Thomas", "Tommy" }, { "William", "Billy" }, { "Elizabeth", "Lizzie" },
        { "Katherine", "Katie" }, { "Isabella", "Bella" }, { "Matilda", "Tilly" }, { "Alexander", "Xander" }, { "Joshua", "Josh" }, { "Benjamin", "Ben" },
        { "Zuzanna", "Zuzia" }, { "Małgorzata", "Gosia" }, { "Muhammad", "Mo" }, { "Abigail", "Abi" }, { "Samuel", "Sammy" }, { "Edward", "Ted" },
        { "Francesca", "Frankie" }, { "Penelope", "Penny" }, { "Eleanor", "Nell" }, { "Michael", "Mikey" }, { "Robert", "Bobby" }, { "Sebastian", "Seb" } };
    size_t first = strcspn(given, " ");
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        if (strlen(names[i][0]) == first && memcmp(names[i][0], given, first) == 0)
            return names[i][1];
    return "";
}

/* As it is heard on the telephone or typed in a hurry: two letters swapped, one left out or doubled; only plain letters are touched. */
const char *demo_misspelt(struct demo *d, const char *name)
{
    size_t len = strlen(name);
    char *made = arena_take(d->a, len + 2, 1);
    memcpy(made, name, len);
    for (int tries = 0; tries < 20 && len > 3; tries++) {
        size_t at = (size_t)demo_between(d, 1, (int64_t)len - 2);
        if (name[at] < 'a' || name[at] > 'z' || name[at + 1] < 'a' || name[at + 1] > 'z' || name[at] == name[at + 1])
            continue;
        if (demo_chance(d, 0.5))
            made[at] = name[at + 1], made[at + 1] = name[at];
        else if (demo_chance(d, 0.5))
            memmove(made + at, made + at + 1, len - at);
        else
            memmove(made + at + 1, made + at, len - at);
        break;
    }
    return made;
}

/* MF is no postcode area. */
const char *demo_postcode(struct demo *d, int area)
{
    static const char letters[] = "ABDEFGHJLNPQRSTUWXYZ";
    int64_t a = demo_between(d, 0, 19), b = demo_between(d, 0, 19);
    return arena_print(d->a, "MF%d %d%c%c", area + 1, (int)demo_between(d, 0, 9), letters[a], letters[b]);
}

const char *demo_address(struct demo *d, int area)
{
    static const char *const streets[] = { "Mill Lane", "Orchard Close", "Church Street", "Station Road", "Bridge Street", "Hopyard Way", "Castle Rise", "The Green", "Quarry Bank", "Perry Lane",
        "Chapel Row", "Meadow View", "Long Furrow", "Badger Walk", "Cider Court", "Weir Gardens", "Priory Road", "Market Place", "Kiln Drive", "Swan Terrace", "Larkrise", "Sycamore Avenue", "King's Orchard", "Fold Yard" };
    const char *street = demo_pick(d, streets);
    if (demo_chance(d, 0.12))
        return arena_print(d->a, "Flat %d, %d %s, %s", (int)demo_between(d, 1, 14), (int)demo_between(d, 1, 90), street, demo_areas[area]);
    return arena_print(d->a, "%d %s, %s", (int)demo_between(d, 1, 140), street, demo_areas[area]);
}

/* 07700 900000 to 900999 and 01632 960 are kept free by Ofcom for stories. */
const char *demo_telephone(struct demo *d)
{
    return demo_chance(d, 0.85) ? arena_print(d->a, "07700 900%03d", (int)demo_between(d, 0, 999)) : arena_print(d->a, "01632 960%03d", (int)demo_between(d, 0, 999));
}
