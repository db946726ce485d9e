/* The directory of the demo authority: services that a town has, some in each area, as if loaded from its family information service.  Called by demo_make, last, so that nothing made before it changes. */
#include "app/demo/demo.h"
#include "app/directory/directory.h"

#include <string.h>

/* AGES in months; AREA: -1 everywhere, -2 one in each area. */
struct made { const char *name, *does, *who, *needs, *languages, *opening, *cost, *start; int from, to, area; };
static const struct made services[] = {
    { "Family hub, %s", "Play sessions, a health visitor once a week, help with benefits and housing, and somebody to talk to. Come as you are: no appointment, no referral.", "Marchfield Council", "", "pl|ro", "Monday to Friday 9am to 5pm\nSaturday 9.30am to 12.30pm", "Free", "", 0, 71, -2 },
    { "Stay and play, %s", "Toys, songs and a snack for small children and whoever looks after them. A speech and language therapist comes on the first Tuesday of the month.", "Marchfield Play Association", "playing|talking", "", "Tuesday 10am to 11.30am in term time", "£1.50 for a family", "Just come", 0, 59, -2 },
    { "Chatterbox: speech and language drop-in", "Ask a therapist about your child's talking, understanding or stammering. You go home with ideas to try.", "Marchfield Community Health NHS Trust", "talking", "", "Wednesday 1.30pm to 3.30pm", "Free", "No appointment. Ring to hear where it is this week", 12, 71, -1 },
    { "Speech and language advice line", "A telephone line for parents. A therapist rings back within two working days.", "Marchfield Community Health NHS Trust", "talking", "pl|ro|ar", "Monday to Friday 9am to 4pm", "Free", "Ring and leave your number", 0, 71, -1 },
    { "Little Signers", "Signing and songs for babies and toddlers, with Makaton.", "Marchfield Signing Group", "talking|playing", "bsl", "Thursday 10am to 11am", "£4 a child", "", 3, 35, 0 },
    { "Deaf Children's Society, Marchfield group", "Families with deaf children meet, learn to sign, and borrow equipment.", "Marchfield Deaf Children's Society", "seeing|talking", "bsl", "Second Saturday of the month 10am to 12 noon", "Free", "", 0, 71, -1 },
    { "See and Touch", "Sensory play for babies and children who do not see or hear well, in a dark room with lights and sounds.", "Sensory service", "seeing|learning", "", "Friday 10am to 12 noon", "Free", "Book by telephone", 0, 71, 2 },
    { "Portage home visiting", "A home visitor comes every week or two, plays with your child together with you, and plans small steps.", "Marchfield Portage", "learning|moving|playing|talking", "", "At your home", "Free", "Your health visitor or the inclusion service asks for you", 0, 59, -1 },
    { "Autism Together: under fives", "Parents of young children who are autistic, or waiting for an assessment, meet and hear from others. Children play in the next room.", "Autism Together Marchfield", "talking|playing|feelings", "", "First Monday of the month 9.45am to 11.30am", "Free", "", 18, 71, -1 },
    { "EarlyBird course for parents", "Ten weeks to understand autism, communication and behaviour. For parents of a child with a diagnosis.", "Marchfield Autism Service", "talking|playing|feelings", "", "Three courses a year", "Free", "The service that gave the diagnosis asks for you", 24, 59, -1 },
    { "Sleep Well clinic", "Advice on bedtime, waking at night and early rising. One visit or call, then weekly calls until it is better.", "Health visiting team", "care", "pl", "By appointment", "Free", "Ring the health visitors", 6, 71, -1 },
    { "Bladder and bowel clinic: toilet training", "For children who are three or more and not yet out of nappies, or who have pain or constipation.", "Marchfield Community Health NHS Trust", "care", "", "Clinics in Leabridge and Eastwick", "Free", "Any professional can ask for you", 36, 71, -1 },
    { "Fussy eaters workshop", "Why some children eat few foods, and what helps. An evening with a dietitian.", "Marchfield Community Health NHS Trust", "care", "", "Once a month, 6.30pm to 8pm, online", "Free", "Book on the website", 12, 71, -1 },
    { "Tumble Tots for all", "Soft play and climbing with a physiotherapist at hand, for children who are slow to sit, crawl or walk.", "Marchfield Leisure", "moving", "", "Monday 1pm to 2pm", "£3", "", 6, 47, 1 },
    { "Splash: small pool, warm water", "A quiet hour in the warm pool for disabled children and their families.", "Marchfield Leisure", "moving|seeing", "", "Sunday 9am to 10am", "£5 for a family", "Book by telephone", 6, 71, 0 },
    { "Wheelchair and equipment loan", "Seats, buggies and standing frames to borrow while you wait for your own.", "Marchfield Red Cross", "moving", "", "Monday to Friday 10am to 3pm", "Free, with a deposit", "", 12, 1200, -1 },
    { "Calm Kids: parents' course", "Six weeks on tantrums, biting, fears and saying no, with others whose children are the same age.", "Family hubs", "feelings", "ro|pl", "Spring, summer and autumn", "Free", "Ring your family hub", 24, 71, -1 },
    { "Young minds, young families", "A therapist helps where a small child is very anxious, angry or sad, or where something hard has happened.", "Marchfield Community Health NHS Trust", "feelings", "ar|uk", "By appointment", "Free", "Any professional can ask for you", 24, 71, -1 },
    { "Down Syndrome Marchfield", "Music, signing and advice for families from birth on.", "Down Syndrome Marchfield", "learning|talking|moving", "", "Third Saturday of the month", "Free", "", 0, 1200, -1 },
    { "SENDIASS: advice on your rights", "Free and confidential advice about special educational needs, meetings and plans, and help if you disagree.", "SENDIASS Marchfield", "", "pl|ro|lt|ar", "Monday to Friday 9.30am to 4pm", "Free", "Ring or write", 0, 1200, -1 },
    { "Parent carer forum", "Parents of children with additional needs, who meet and tell the council what should be better.", "Marchfield Parent Carer Forum", "", "", "Coffee on the first Thursday of the month", "Free", "", 0, 1200, -1 },
    { "Short breaks: Saturday club", "Three hours of play for disabled children with trained staff, and time for you.", "Marchfield Council", "learning|moving|feelings", "", "Saturday 10am to 1pm", "£6", "Ask at your family hub", 36, 71, 3 },
    { "Polska grupa zabaw: Polish playgroup", "Songs, stories and play in Polish and English.", "Polish Saturday School", "talking|playing", "pl", "Saturday 10am to 12 noon", "£2", "", 0, 71, 1 },
    { "Ukrainian families' morning", "Coffee, play and help with forms, doctors and nurseries.", "Marchfield Welcomes", "", "uk", "Wednesday 10am to 12 noon", "Free", "", 0, 71, 0 },
    { "Arabic mothers and toddlers", "Play, stories and advice in Arabic. A health visitor comes once a month.", "Marchfield Welcomes", "talking|playing", "ar", "Friday 1pm to 2.30pm in term time", "Free", "", 0, 47, 4 },
    { "Dads and little ones", "For fathers and grandfathers with children under five. Breakfast included.", "Family hubs", "playing", "", "Second Saturday of the month 9.30am to 11am", "Free", "", 0, 59, 5 },
    { "Toy library", "Borrow toys, among them switches, big puzzles and sensory toys.", "Marchfield Libraries", "playing|learning|seeing", "", "In every library", "Free", "Join with a library card", 0, 71, -1 },
    { "Funded childcare: help to find a place", "Which hours are free for your child, and which nurseries have a place and can meet additional needs.", "Family information service", "", "pl|ro|bg|uk", "Monday to Friday 9am to 5pm", "Free", "Ring, write or chat online", 0, 59, -1 },
    { "Disability Living Allowance: help with the form", "Somebody fills in the form with you.", "Citizens Advice Marchfield", "", "pl|ro", "By appointment", "Free", "Ring and say that it is about DLA for a child", 3, 1200, -1 },
    { "Memory café", "For people with dementia and those who care for them.", "Age Well Marchfield", "", "", "Tuesday 2pm to 4pm", "Free", "", 600, 1200, -1 },
};

static const char *listed(struct demo *d, const char *codes) { return *codes ? arena_print(d->a, "|%s|", codes) : ""; }

static void add(struct demo *d, const struct made *s, int area, int serial)
{
    const char *name = area >= 0 && strstr(s->name, "%s") ? arena_print(d->a, "%.*s%s", (int)(strstr(s->name, "%s") - s->name), s->name, demo_areas[area]) : s->name;
    add_service(d->db, &(struct add_service){ .id = demo_id(d), .source = "Family information service", .source_id = arena_print(d->a, "fis-%03d", serial), .name = name, .description = s->does,
        .organisation = s->who, .website = arena_print(d->a, "https://services.example/%d", serial), .email = "", .telephone = arena_print(d->a, "01632 9603%02d", serial % 100),
        .address = area >= 0 ? arena_print(d->a, "%s, High Street, %s", s->who, demo_areas[area]) : "", .opening = s->opening, .cost = s->cost, .how_to_start = s->start, .age_from = s->from, .age_to = s->to,
        .needs = listed(d, s->needs), .languages = listed(d, s->languages), .areas = area >= 0 ? listed(d, demo_areas[area]) : "", .checked_on = demo_day(d, d->today_n - 20 - serial % 200), .changed_at = d->now });
}

void demo_services_make(struct demo *d)
{
    int serial = 1;
    for (size_t i = 0; i < sizeof services / sizeof *services; i++)
        if (services[i].area == -2)
            for (int area = 0; area < AREAS; area++)
                add(d, &services[i], area, serial++);
        else
            add(d, &services[i], services[i].area, serial++);
}
