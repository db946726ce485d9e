/* Whose lists we take, what each says of a row, and how others call their columns.  Data; who it is about decides how it is written (apply.c). */
#include "app/imports/imports.h"
#include "app/setting/setting.h"

#include <string.h>

static const struct choice sexes[] = { { "F", "Girl", NULL }, { "M", "Boy", NULL }, { 0 } };
static const struct choice opinions[] = {
    { "has SEN", "has SEN", NULL }, { "probably has SEN", "probably has SEN", NULL }, { "has a disability", "has a disability", NULL },
    { "probably has a disability", "probably has a disability", NULL }, { 0 }
};
/* As the answers of ASQ-3 stand in the catalogue of observations. */
static const struct choice bands[] = { { "Above the cut-off", "Above the cut-off", NULL }, { "In the monitoring zone", "In the monitoring zone", NULL }, { "Below the cut-off", "Below the cut-off", NULL }, { 0 } };
static const struct choice permissions[] = { { "given", "given", NULL }, { "refused", "refused", NULL }, { "not recorded", "not recorded", NULL }, { 0 } };

#define NAMES_AND_BIRTH \
    { { "given_name", "Given name", .kind = NAME, .max = 100 }, "first name|first names|pupil forename|pupil first name|forename|forenames|forename s|given names|child first name|legal forename" }, \
    { { "family_name", "Family name", .kind = NAME, .max = 100, .need = "The family name is missing" }, "surname|last name|pupil surname|pupil last name|child surname|legal surname|family" }, \
    { { "known_as", "Known as", .kind = NAME, .max = 100 }, "preferred name|preferred forename|also known as|alias" }, \
    { { "born_on", "Date of birth", .kind = BIRTH_DATE, .need = "The date of birth is missing" }, "dob|d o b|birth date|birthdate|date birth|personbirthdate|child dob" }, \
    { { "sex", "Sex", .kind = RADIOS, .choices = sexes }, "gender|sex at birth|gendercurrent|legal sex" }

#define NUMBERS_AND_HOME \
    { { "nhs_number", "NHS number", .kind = NHS_NUMBER }, "nhs no|nhs|nhsno" }, \
    { { "upn", "UPN", .kind = UPN_NUMBER }, "unique pupil number" }, \
    { { "address", "Address", .max = 300 }, "home address|full address|address line 1|address1" }, \
    { { "postcode", "Postcode", .kind = POSTCODE }, "post code|home postcode|postal code" }

#define ABOUT_A_CHILD \
    { { "ethnicity", "Ethnic group", .kind = SELECT }, "ethnicity|ethnic code|ethnicity code", .list = "ethnicity" }, \
    { { "home_language", "Language at home", .kind = SELECT }, "home language|first language|language", .list = "language" }, \
    { { "area", "Area", .max = 60 }, "locality|cluster" }

static const struct import_column children[] = {
    NAMES_AND_BIRTH, NUMBERS_AND_HOME, ABOUT_A_CHILD,
    { { "needs_interpreter", "Needs an interpreter", .kind = YES }, "interpreter|interpreter needed" },
    { { "is_address_restricted", "Keep the address private", .kind = YES }, "address restricted|restricted address|confidential address" },
    { { "known_on", "Known since", .kind = PAST_DATE }, "known on|date known|date known to service|referral date" },
    { { "first_concern_on", "First concern", .kind = PAST_DATE }, "first concern on|date of first concern" },
    { { "sen_provision", "SEN provision", .kind = SELECT }, "sen status|sen stage|provision|sen code", .list = "sen_provision" },
    { { "setting", "Setting attended", .max = 200 }, "setting name|nursery|provider|provider name|setting urn|main education establishment urn|urn", MEANS_SETTING },
    { { "starts_on", "Attends from", .kind = PAST_DATE }, "start date|starts on|date started|entry date" },
    { { "hours", "Hours a week", .kind = NUMBER, .min = 0, .max = 60 }, "hours|weekly hours|funded hours|hours per week" },
    { .headings = NULL }
};

static const struct import_column headcount[] = {
    NAMES_AND_BIRTH, NUMBERS_AND_HOME, ABOUT_A_CHILD,
    { { "setting", "Setting", .max = 200 }, "setting name|nursery|provider|provider name|setting urn|provider urn|urn|ofsted urn", MEANS_SETTING },
    { { "starts_on", "Attends from", .kind = PAST_DATE }, "start date|starts on|date started|entry date" },
    { { "hours", "Hours a week", .kind = NUMBER, .min = 0, .max = 60 }, "hours|weekly hours|funded hours|hours per week|total hours" },
    { { "left_setting_on", "Left the setting on", .kind = PAST_DATE }, "leaving date|end date|date left|left on" },
    { .headings = NULL }
};

static const struct import_column admissions[] = {
    NAMES_AND_BIRTH, NUMBERS_AND_HOME, ABOUT_A_CHILD,
    { { "school", "School", .max = 200 }, "allocated school|school name|offered school|school offered|school urn|urn|establishment", MEANS_SCHOOL },
    { { "place_on", "Place confirmed on", .kind = PAST_DATE }, "offer date|date of offer|date offered|allocation date" },
    { .headings = NULL }
};

static const struct import_column social_care[] = {
    NAMES_AND_BIRTH, NUMBERS_AND_HOME,
    { { "worker", "Social worker", .kind = NAME, .max = 100, .need = "The social worker is missing" }, "allocated worker|worker name|allocated social worker|case worker|lead worker" },
    { { "team", "Team", .max = 100 }, "team name|social care team" },
    { { "worker_contact", "Telephone or email of the worker", .max = 200 }, "worker telephone|worker email|contact|worker contact|contact details" },
    { { "is_address_restricted", "Keep the address private", .kind = YES }, "address restricted|restricted address|confidential address" },
    { .headings = NULL }
};

static const struct import_column two_year[] = {
    NAMES_AND_BIRTH, NUMBERS_AND_HOME,
    { { "reviewed_on", "Day of the review", .kind = PAST_DATE, .need = "The day of the review is missing" }, "review date|date of review|assessment date|date of assessment|contact date" },
    { { "communication", "ASQ-3 communication", .kind = NUMBER, .min = 0, .max = 60 }, "communication|asq communication|communication score" },
    { { "gross_motor", "ASQ-3 gross motor", .kind = NUMBER, .min = 0, .max = 60 }, "gross motor|asq gross motor|gross motor score" },
    { { "fine_motor", "ASQ-3 fine motor", .kind = NUMBER, .min = 0, .max = 60 }, "fine motor|asq fine motor|fine motor score" },
    { { "problem_solving", "ASQ-3 problem solving", .kind = NUMBER, .min = 0, .max = 60 }, "problem solving|asq problem solving|problem solving score" },
    { { "personal_social", "ASQ-3 personal and social", .kind = NUMBER, .min = 0, .max = 60 }, "personal social|asq personal social|personal social score" },
    { { "communication_band", "ASQ-3 communication, band", .kind = SELECT, .choices = bands }, "communication band|communication result|communication outcome|asq communication band" },
    { { "gross_motor_band", "ASQ-3 gross motor, band", .kind = SELECT, .choices = bands }, "gross motor band|gross motor result|gross motor outcome|asq gross motor band" },
    { { "fine_motor_band", "ASQ-3 fine motor, band", .kind = SELECT, .choices = bands }, "fine motor band|fine motor result|fine motor outcome|asq fine motor band" },
    { { "problem_solving_band", "ASQ-3 problem solving, band", .kind = SELECT, .choices = bands }, "problem solving band|problem solving result|problem solving outcome|asq problem solving band" },
    { { "personal_social_band", "ASQ-3 personal and social, band", .kind = SELECT, .choices = bands }, "personal social band|personal social result|personal social outcome|asq personal social band" },
    { { "concern", "Concern, in words", .max = 500 }, "concerns|outcome|comment|comments|notes" },
    { .headings = NULL }
};

static const struct import_column notifications[] = {
    NAMES_AND_BIRTH, NUMBERS_AND_HOME,
    { { "home_language", "Language at home", .kind = SELECT }, "home language|first language|language", .list = "language" },
    { { "is_address_restricted", "Keep the address private", .kind = YES }, "address restricted|restricted address|confidential address" },
    { { "opinion", "Opinion of the health body", .kind = SELECT, .choices = opinions }, "s23 opinion|section 23 opinion|health opinion" },
    { { "diagnosis", "Diagnosis or need", .max = 500 }, "diagnoses|condition|need|reason for notification" },
    { { "concern", "What was noticed", .max = 2000 }, "concerns|reason|notes|comment|comments|details" },
    { { "parent_informed_on", "Parent told on", .kind = PAST_DATE }, "parent informed|date parent informed|parents informed on|parent told" },
    { { "discussion_offered_on", "Talk offered on", .kind = PAST_DATE }, "discussion offered|date discussion offered" },
    { { "voluntary_told", "Voluntary organisations told of", .max = 300 }, "voluntary organisations|voluntary sector" },
    { { "permission", "Permission of the parents", .kind = SELECT, .choices = permissions }, "consent|parental permission|parents permission" },
    { { "parent_name", "Parent or carer", .kind = NAME, .max = 100 }, "parent|carer|parent name|carer name|mother" },
    { { "parent_contact", "Telephone or email of the parent", .max = 200 }, "parent telephone|parent phone|parent email|contact number|telephone" },
    { { "asker_name", "Notified by", .kind = NAME, .max = 100, .need = "Who notifies is missing" }, "notifier|notified by|health visitor|clinician|referrer|referrer name|professional|name of notifier" },
    { { "asker_relationship", "Job of the notifier", .max = 100 }, "job|job title|role|profession" },
    { { "asker_organisation", "Organisation", .max = 200 }, "trust|organisation|provider|health body|employer" },
    { { "asker_telephone", "Telephone of the notifier", .kind = TELEPHONE }, "notifier telephone|notifier phone|referrer telephone|work telephone" },
    { { "asker_email", "Email of the notifier", .kind = EMAIL }, "notifier email|referrer email|work email" },
    { { "setting", "Setting attended", .max = 200 }, "nursery|setting name|early years setting" },
    { .headings = NULL }
};

static const struct import_column schools[] = {
    { { "name", "Name", .max = 200, .need = "The name is missing" }, "establishmentname|establishment name|school name" },
    { { "urn", "URN", .max = 20, .need = "The URN is missing" }, "urn" },
    { { "kind", "Kind", .max = 60, .need = "The kind of school is missing" }, "typeofestablishment name|type of establishment|type", MEANS_KIND },
    { { "is_open", "Open", .max = 60 }, "establishmentstatus name|status|establishment status", MEANS_STATUS },
    { { "street", "Street", .max = 100 }, "street|address|address line 1" },
    { { "locality", "Locality", .max = 100 }, "locality|address line 2" },
    { { "town", "Town", .max = 100 }, "town|address line 3" },
    { { "postcode", "Postcode", .kind = POSTCODE }, "postcode|post code" },
    { { "telephone", "Telephone", .max = 40 }, "telephonenum|telephone number|phone" },
    { .headings = NULL }
};

static const struct import_column providers[] = {
    { { "name", "Name", .max = 200 }, "provider name|setting name" },
    { { "urn", "URN", .max = 20, .need = "The URN is missing" }, "provider urn|urn|unique reference number" },
    { { "kind", "Kind", .max = 60, .need = "The kind of provider is missing" }, "provider type", MEANS_KIND },
    { { "is_open", "Open", .max = 60 }, "provider status|registration status", MEANS_STATUS },
    { { "street", "Street", .max = 100 }, "provider address line 1" },
    { { "locality", "Locality", .max = 100 }, "provider address line 2" },
    { { "town", "Town", .max = 100 }, "provider town|provider address line 3" },
    { { "postcode", "Postcode", .kind = POSTCODE }, "postcode|provider postcode" },
    { { "telephone", "Telephone", .max = 40 }, "telephone number|phone" },
    { .headings = NULL }
};

const struct import_source import_sources[] = {
    { "notifications", "Health notifications", "Section 23: children whom a health body thinks to have, or probably have, SEND. Each row becomes a request in the queue", ABOUT_REQUESTS, notifications },
    { "headcount", "Early years headcount", "Children at a setting, from the setting or the funding portal", ABOUT_CHILDREN, headcount, SETTING_EARLY_YEARS, "Which setting is this list from?", "setting" },
    { "admissions", "School admissions", "Who has a place at which school", ABOUT_CHILDREN, admissions, SETTING_SCHOOLS, "Which school is this list about?", "school" },
    { "social-care", "Social care", "Children with an allocated social worker", ABOUT_CHILDREN, social_care },
    { "two-year-reviews", "Two-year reviews", "Results of the health visitors’ review at two, with ASQ-3 scores", ABOUT_CHILDREN, two_year },
    { "children", "Any list of children", "You say what each column means", ABOUT_CHILDREN, children, NULL, NULL, "setting" },
    { "schools", "Schools (GIAS)", "The register of schools, from Get Information About Schools", ABOUT_SETTINGS, schools },
    { "providers", "Childcare providers (Ofsted)", "Nurseries and childminders, from Ofsted’s list of providers", ABOUT_SETTINGS, providers },
    { .code = NULL }
};

const struct import_source *import_source_of(const char *code)
{
    for (const struct import_source *s = import_sources; s->code; s++)
        if (strcmp(s->code, code) == 0)
            return s;
    return NULL;
}

size_t import_columns_of(const struct import_source *s)
{
    size_t n = 0;
    while (s->column[n].field.name)
        n++;
    return n;
}

size_t import_column_at(const struct import_source *s, const char *field)
{
    for (size_t i = 0; s->column[i].field.name; i++)
        if (strcmp(s->column[i].field.name, field) == 0)
            return i;
    return (size_t)-1;
}

/* A headcount without a setting, or admissions without a school, says nothing of use. */
bool import_needs_setting(const struct import_source *s) { return strcmp(s->code, "headcount") == 0 || strcmp(s->code, "admissions") == 0; }
