/*
 * The rules that come with the program, each with where it comes from: version
 * 1 of a new authority, and what judges where no version was put live.  Data
 * only.  Phrases are folded already.
 */
#include "app/request/rules.h"

#define URGENCY(at, points_, condition_, number_, list_, words_, source_) \
    { .kind = "urgency", .position = at, .condition = condition_, .number = number_, .list = list_, .points = points_, .route = "", .words = words_, .source = source_ }
#define ROUTE(at, route_, condition_, number_, list_, words_, source_) \
    { .kind = "route", .position = at, .condition = condition_, .number = number_, .list = list_, .points = 0, .route = route_, .words = words_, .source = source_ }

static const char unsafe[] =
    "abuse\nabused\nabusive\nabusing\nbruise\nbruises\nbruised\nneglect\nneglected\nnot safe\nunsafe\nin danger\ndomestic violence\nviolence at home\n"
    "hits him\nhits her\nhits them\nhitting him\nhitting her\nbeats him\nbeats her\nsmacked\nburned\nsexual\nsexually\nscared of his dad\nscared of her dad\n"
    "scared of his mum\nscared of her mum\nafraid of his father\nafraid of her father\nafraid of his mother\nafraid of her mother\nkill myself\nsuicide\nsuicidal\n"
    "end my life\nleft alone\nnot being fed";

static const char lost[] =
    "regress\nregressed\nregressing\nregression\nstopped talking\nstopped speaking\nstopped walking\nstopped babbling\nstopped saying\nlost words\nlost his words\n"
    "lost her words\nlost their words\nlost skills\nlosing skills\nlost some words\nlosing words\nno longer talks\nno longer says\nno longer walks\nused to talk\n"
    "used to say\ngone backwards\ngoing backwards";

static const char senses[] = "deaf\ndeafness\nhearing loss\nhearing aid\nhearing aids\nblind\nvision impairment\nvisual impairment\nsight loss";

const struct rules_of request_seed_rule[] = {
    URGENCY(1, URGENT_FLAG, "words", 0, unsafe, "Words that may mean the child is not safe: read this first", "Working Together to Safeguard Children 2023"),
    URGENCY(2, 5, "words", 0, lost, "The child may be losing skills", "NICE CG128 1.2.6; Healthy Child Programme"),
    URGENCY(3, 2, "younger", 24, "", "Under two years old", "SEND Code of Practice 5.4 and 5.14"),
    URGENCY(4, 2, "school soon", 8, "", "Starts school within two terms", "SEND Code of Practice 5.47"),
    URGENCY(5, 2, "prime areas", 2, "", "Worries in two or more of the three prime areas", "Early years foundation stage framework: the prime areas"),
    URGENCY(6, 1, "notified", 0, "", "Health has notified us (section 23)", "Children and Families Act 2014 s.23"),
    URGENCY(7, 1, "no setting", 0, "", "Goes to no nursery, childminder or school", "Local: nobody but the family sees the child each week"),
    ROUTE(1, "another authority", "outside", 0, "", "The postcode is outside our area, so find with the asker whose child it is, and hand over to them in person", "Local: no wrong door"),
    ROUTE(2, "school age", "school age", 0, "", "The child is old enough to be in school, where the school and the SEND team help", "SEND Code of Practice 6.2"),
    ROUTE(3, "sensory", "area", 0, "seeing", "The worry is about hearing or seeing", "Local"),
    ROUTE(4, "sensory", "words", 0, senses, "The worry is about hearing or seeing", "Local"),
    ROUTE(5, "advice", "wants", 0, "advice", "The asker wants advice or information only, for now", "Local"),
    ROUTE(6, "link officer", "known setting", 0, "", "The child goes to a setting, so its link officer contacts the setting", "Lincolnshire: children who attend a setting"),
    ROUTE(7, "family team", "always", 0, "", "The child goes to no setting we know, so the early years team contacts the family", "Lincolnshire: children in no setting"),
    { 0 }
};
