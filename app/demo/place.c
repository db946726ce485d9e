/* The authority itself: its settings, people, nurseries, schools, partners and what it is compared with. Called by demo_make. */
#include "app/demo/demo.h"
#include "app/expected/expected.h"
#include "app/people/people.h"
#include "base/text.h"

#include <sodium.h>
#include <string.h>

/* A hash once for all demo people: argon2id is slow on purpose. The salt follows from nothing secret: the password is printed. */
static const char *password_hash(struct demo *d)
{
    unsigned char salt[crypto_pwhash_SALTBYTES] = "marchfield demo", key[32];
    char salt64[32], key64[64];
    if (crypto_pwhash(key, sizeof key, demo_password, strlen(demo_password), salt, 2, 64 << 20, crypto_pwhash_ALG_ARGON2ID13) != 0)
        return "";
    sodium_bin2base64(salt64, sizeof salt64, salt, sizeof salt, sodium_base64_VARIANT_ORIGINAL_NO_PADDING);
    sodium_bin2base64(key64, sizeof key64, key, sizeof key, sodium_base64_VARIANT_ORIGINAL_NO_PADDING);
    return arena_print(d->keep, "$argon2id$v=19$m=65536,t=2,p=1$%s$%s", salt64, key64);
}

static const char *kept(struct demo *d, const char *s) { return arena_text(d->keep, s, strlen(s)); }

/* "Sarah Gwilliam" has the address sarah.gwilliam.1003@... */
static int64_t person(struct demo *d, const char *role, const char *name, const char *email, const char *job, const char *organisation)
{
    int64_t id = demo_id(d);
    if (!*email)
        email = arena_print(d->keep, "%s.%lld@marchfield.example", role, (long long)id);
    demo_person(d->db, &(struct demo_person){ .id = id, .role = role, .name = name, .email = email, .password_hash = d->password_hash, .job = job, .organisation = organisation,
        .telephone = demo_telephone(d), .is_active = 1, .sees_service = !strcmp(role, "officer") || !strcmp(role, "manager"), .sees_restricted = !strcmp(role, "manager"), .created_at = d->now - 1200ll * 86400000 });
    return id;
}

static const char *grown_up(struct demo *d)
{
    bool woman = demo_chance(d, 0.88);
    int culture = demo_culture(d);
    return kept(d, demo_adult(d, culture, demo_family(d, culture, woman), woman));
}

static void service_team(struct demo *d)
{
    for (int i = 0; i < d->officers; i++) {
        const char *name = i ? grown_up(d) : demo_sign_ins[4][1], *job = i % 5 == 4 ? "Early years SENCO adviser" : "Inclusion officer";
        d->officer[i] = (struct demo_worker){ person(d, "officer", name, i ? "" : demo_sign_ins[4][2], job, "Early Years Inclusion Service"), name, job, "Early Years Inclusion Service", "", "officer" };
    }
    d->manager = person(d, "manager", demo_sign_ins[5][1], demo_sign_ins[5][2], "Head of early years inclusion", "Marchfield Council");
    d->manager_two = person(d, "manager", grown_up(d), "", "Team manager", "Marchfield Council");
    person(d, "analyst", demo_sign_ins[6][1], demo_sign_ins[6][2], "Data analyst", "Marchfield Council");
    person(d, "administrator", demo_sign_ins[7][1], demo_sign_ins[7][2], "System administrator", "Marchfield Council");
    d->parent = person(d, "parent", demo_sign_ins[0][1], demo_sign_ins[0][2], "", "");
}

static void health_team(struct demo *d)
{
    static const char *const jobs[][3] = { { "Health visitor", "Marchfield Community Health NHS Trust", "health visitor" }, { "Speech and language therapist", "Marchfield Community Health NHS Trust", "therapist" },
        { "Health visitor", "Marchfield Community Health NHS Trust", "health visitor" }, { "Consultant paediatrician", "Child Development Centre", "paediatrician" },
        { "Occupational therapist", "Child Development Centre", "therapist" }, { "Physiotherapist", "Child Development Centre", "therapist" } };
    for (int i = 0; i < CLINICIANS; i++) {
        const char *const *j = jobs[i % 6];
        const char *name = i ? grown_up(d) : demo_sign_ins[3][1];
        d->clinician[i] = (struct demo_worker){ person(d, "health", name, i ? "" : demo_sign_ins[3][2], j[0], j[1]), name, j[0], j[1], "", j[2] };
    }
}

/* AWARDED: the share with the level 3 award. Gives the place its SENCO if it is to have one. */
static struct demo_place place(struct demo *d, const char *kind, const char *name, int area, const char *urn, const char *senco, const char *email, double awarded, bool is_school)
{
    struct demo_place p = { demo_id(d), 0, name, kind, senco, area };
    const char *award = demo_chance(d, awarded) ? demo_day(d, d->today_n - demo_between(d, 40, 1100)) : "";
    demo_setting(d->db, &(struct demo_setting){ .id = p.id, .kind = kind, .name = name, .urn = urn, .address = demo_address(d, area), .postcode = demo_postcode(d, area), .area = demo_areas[area],
        .telephone = arena_print(d->a, "01632 960%03d", (int)(p.id % 1000)), .email = arena_print(d->a, "office.%lld@marchfield.example", (long long)p.id),
        .officer_id = d->officer[strcmp(name, "Little Acorns Nursery") ? p.id % d->officers : 0].id, .senco_name = senco, .senco_award_on = award });
    if (!*senco)
        return p;
    p.senco_id = person(d, is_school ? "school" : "practitioner", senco, email, "SENCO", name);
    demo_staff(d->db, &(struct demo_staff){ .person_id = p.senco_id, .setting_id = p.id, .is_senco = 1, .from_on = demo_day(d, d->today_n - 900) });
    return p;
}

static const char *const place_names[] = { "Acorn", "Bluebell", "Hedgerow", "Orchard", "Kingfisher", "Ladybird", "Puddleducks", "Sunbeams", "Rainbow", "Willow", "Rowan", "Hazel", "Otters", "Skylark", "Poppyfield", "Riverside",
    "Honeybee", "Dragonfly", "Fledglings", "Stepping Stones", "Little Oaks", "Conkers", "Daisy Chain", "Treetops", "Magpies", "Hopscotch", "Meadow", "Snowdrops", "Tumbleweed", "Wrens" };

static void settings(struct demo *d)
{
    static const char *const kinds[] = { "Nursery", "Pre-school", "Day Nursery", "Playgroup" };
    int n = 0;
    for (int i = 0; i < GROUPS; i++, n++) {
        int area = i ? i % AREAS : 0;
        const char *name = i ? kept(d, arena_print(d->a, "%s %s, %s", place_names[i % 30], kinds[i % 4], demo_areas[area])) : "Little Acorns Nursery";
        d->group[n] = place(d, "group", name, area, arena_print(d->a, "EY%06d", 500000 + i * 37), i ? grown_up(d) : demo_sign_ins[1][1], i ? "" : demo_sign_ins[1][2], i ? 0.55 : 1, false);
    }
    for (int i = 0; i < CHILDMINDERS; i++, n++)
        d->group[n] = place(d, "childminder", kept(d, arena_print(d->a, "%s, childminder", grown_up(d))), i % AREAS, arena_print(d->a, "EY%06d", 600000 + i * 41), "", "", 0, false);
    for (int i = 0; i < NURSERIES; i++, n++)
        d->group[n] = place(d, "nursery school", kept(d, arena_print(d->a, "%s Nursery School", demo_areas[i * 2])), i * 2, arena_print(d->a, "%d", 190100 + i), grown_up(d), "", 0.9, false);
}

static void schools(struct demo *d)
{
    static const char *const saints[] = { "St Mary's", "St Michael's", "All Saints", "St Peter's", "St Thomas'", "Holy Trinity", "St James'", "The Grange", "Hillside", "Brook", "Lord Ashby's", "Ridgeway", "Long Meadow", "Castle", "Park", "Orchard Vale", "Mill Race" };
    for (int i = 0; i < SCHOOLS; i++) {
        bool special = i >= SCHOOLS - SPECIALS;
        int area = i % AREAS;
        const char *name = !i ? "Marchfield Primary School" : special ? (i % 2 ? "The Beacon School" : "Broadlands School") : kept(d, arena_print(d->a, "%s Primary School, %s", saints[i % 17], demo_areas[area]));
        d->school[i] = place(d, special ? "special school" : "school", name, area, arena_print(d->a, "%d", 190200 + i), i ? grown_up(d) : demo_sign_ins[2][1], i ? "" : demo_sign_ins[2][2], 0.3, true);
    }
}

/* Two at each partner who may take a family over; one at the charity, who tells us by telephone. */
static void people_who_accept_there(struct demo *d, const struct demo_partners *t, size_t n)
{
    static const char *const who[][2] = { { "Ruth Penrose", "Team lead" }, { "Callum Boyd", "Duty worker" }, { "Anjali Rao", "Team lead" }, { "Petra Novak", "Clinical lead" }, { "Owen Price", "Service manager" }, { "Grace Adeyemi", "Duty worker" },
        { "Helen Tran", "Coordinator" }, { "Marek Zielinski", "Family worker" }, { "Lucy Hargreaves", "Manager" }, { "Dilys Morgan", "Adviser" }, { "Tariq Hussain", "Senior practitioner" }, { "Beth Lowe", "Administrator" } };
    for (size_t i = 0; i < n && i < 16; i++)
        for (size_t k = 0; k < (strcmp(t[i].kind, "charity") == 0 ? 1 : 2); k++) {
            const char *const *p = who[(i * 2 + k) % (sizeof who / sizeof *who)];
            demo_partner_person(d->db, &(struct demo_partner_person){ .id = demo_id(d), .partner_id = t[i].id, .name = p[0], .job = p[1], .from_on = demo_day(d, d->today_n - 400 + (int64_t)i * 20),
                .email = strcmp(t[i].kind, "charity") == 0 ? "" : arena_print(d->a, "%s@partner.example", text_fold(d->a, arena_print(d->a, "%.*s", (int)strcspn(p[0], " "), p[0]))) });
        }
}

static void partners(struct demo *d)
{
    static const char *const rows[][4] = {
        { "Health visiting team", "health", "Help with growing, eating, sleeping and development for every child under five.", "health.visiting" },
        { "Children's speech and language therapy", "health", "Help with talking, understanding, and with eating and drinking.", "speech" },
        { "Child development centre", "health", "Doctors and therapists who look at how a child develops.", "cdc" },
        { "Family hub", "family hub", "Groups, advice and a friendly face for families, near where you live.", "hub" },
        { "Early help", "social care", "A family worker who helps with what is hard at home.", "early.help" },
        { "SENDIASS", "advice", "Free and independent advice for parents of children with special needs.", "sendiass" },
        { "Portage", "education", "Home visits with play ideas for young children who need more help to learn.", "portage" },
        { "Educational psychology", "education", "Advice on how a child learns and feels.", "psychology" },
        { "Sensory support team", "education", "Teachers of deaf children and of children who see little.", "sensory" },
        { "Next door county's inclusion team", "authority", "Helps children who live over the border.", "border" },
        { "Homestart Marchfield", "charity", "Volunteers who visit families with young children.", "homestart" } };
    size_t n;
    struct demo_partners *there = demo_partners(d->db, &n);
    for (size_t i = 0; !n && i < sizeof rows / sizeof *rows; i++)
        demo_partner(d->db, &(struct demo_partner){ .id = demo_id(d), .name = rows[i][0], .kind = rows[i][1], .what_they_do = rows[i][2], .telephone = arena_print(d->a, "01632 9602%02d", (int)i), .email = arena_print(d->a, "%s@partner.example", rows[i][3]),
            .areas = strcmp(rows[i][1], "charity") == 0 ? arena_print(d->a, "|%s|%s|", demo_areas[0], demo_areas[1]) : "" });
    there = demo_partners(d->db, &n);
    people_who_accept_there(d, there, n);
    for (size_t i = 0; i < n && d->partners < 16; i++, d->partners++) {
        d->partner[d->partners] = there[i].id;
        d->partner_name[d->partners] = kept(d, there[i].name);
    }
}

/* England's recorded rates where they are published, split by the published share of boys; the ages without a figure are marked as an assumption. */
static void expectations(struct demo *d)
{
    expected_seed(d->db);
    static const struct { int age, per_10000; const char *source; } rows[] = {
        { 0, 50, "Demo assumption: England publishes no figure for this age" },
        { 1, 200, "Demo assumption: England publishes no figure for this age" },
        { 2, 490, "DfE, 2-year-olds with the 15-hour entitlement, any SEN, England 2023: 4.9 %" },
        { 3, 800, "DfE, 3 and 4-year-olds with the 15-hour entitlement, any SEN, England 2023: 8.0 %" },
        { 4, 800, "DfE, 3 and 4-year-olds with the 15-hour entitlement, any SEN, England 2023: 8.0 %" } };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
        for (int boy = 0; boy < 2; boy++) {
            const char *source = arena_print(d->a, "%s; boys 61.2 %% of pupils with SEN (DfE 2025)", rows[i].source);
            demo_expected_rate(d->db, &(struct demo_expected_rate){ .id = demo_id(d), .what = "known", .age = rows[i].age, .sex = boy ? "M" : "F", .per_10000 = rows[i].per_10000 * 2 * (boy ? 612 : 388) / 1000, .from_on = "2023-01-01", .source = source });
        }
    static const int share[AREAS] = { 20, 18, 14, 13, 9, 10, 7, 9 };         /* as families.c houses them, in a hundred */
    for (int area = 0; area < AREAS; area++)
        for (int age = 0; age < 5; age++)
            for (int boy = 0; boy < 2; boy++)
                demo_population(d->db, &(struct demo_population){ .area = demo_areas[area], .age = age, .sex = boy ? "M" : "F", .children = d->wanted * (boy ? 513 : 487) / 1000 * share[area] / 500 + 1 + (area + age) % 2, .as_at = demo_day(d, d->today_n - 200), .source = "Demo: invented, shaped like a GP list" });
}

/* Two who work shorter hours, so that they carry fewer children. */
static void part_time(struct demo *d)
{
    static const struct { int officer, hours; } some[] = { { 2, 22 }, { 5, 30 } };
    for (size_t i = 0; i < sizeof some / sizeof *some; i++)
        demo_hours(d->db, &(struct demo_hours){ .id = demo_id(d), .person_id = d->officer[some[i].officer].id, .hours = some[i].hours, .from_on = demo_day(d, d->today_n - 300), .changed_by = d->manager, .changed_at = demo_instant(d, d->today_n - 300) });
}

void demo_authority_make(struct demo *d)
{
    const char *const set[][2] = { { "is_demo", "1" }, { "name", "Marchfield Council" }, { "service", "Early Years Inclusion Service" }, { "colour", "#00594c" }, { "telephone", "01632 960 100" },
        { "email", "inclusion@marchfield.example" }, { "urgent_telephone", "01632 960 999" }, { "privacy_notice_version", "2026-09" }, { "demo_seed", arena_print(d->a, "%llu", (unsigned long long)d->random) }, { "demo_today", d->today } };
    for (size_t i = 0; i < sizeof set / sizeof *set; i++)
        demo_authority(d->db, set[i][0], set[i][1]);
    d->password_hash = password_hash(d);
    service_team(d);
    part_time(d);
    health_team(d);
    settings(d);
    schools(d);
    partners(d);
    expectations(d);
    demo_fund_begin(d);
}
