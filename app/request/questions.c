/*
 * The questions of the public door: one a page, in plain words, in the order
 * in which they are asked.  Data, and the few rules that say who is asked
 * what.  Used by ask.c only.
 */
#include "app/request/ask.h"
#include "app/request/evidence.h"

#include <string.h>

static const struct choice askers[] = {
    { "parent", "A parent or carer", "You look after the child, or share in it" },
    { "friend", "A friend or relative", "Talk to the child’s parents first, if you can" },
    { "professional", "Somebody who works with children", "For example in a nursery, in health or in social care" },
    { 0 }
};

static bool is_parent(const struct answers *s) { return answer_is(s, "asker", "parent"); }
static bool is_professional(const struct answers *s) { return answer_is(s, "asker", "professional"); }
static bool asks_parent(struct web *w, const struct answers *s) { (void)w; return is_parent(s); }
static bool asks_others(struct web *w, const struct answers *s) { (void)w; return !is_parent(s); }

static const struct field who[] = {
    { "asker", "Who are you?", .kind = RADIOS, .choices = askers, .need = "Choose who you are", .is_page_title = true },
    { "door", "What is your work?", .kind = SELECT, .need = "Choose what your work is", .only_if = "asker", .only_is = "professional" },
    { 0 }
};

static const struct field child[] = {
    { "given_name", "First name", "Leave this empty if the child has one name only", .kind = NAME, .max = 100 },
    { "family_name", "Family name", .kind = NAME, .max = 100, .need = "Enter the child’s family name. If they have one name only, write it here" },
    { 0 }
};

static const struct field born[] = {
    { "born_on", "Date of birth", "For example, 27 3 2024", .kind = BIRTH_DATE, .need = "Enter the day the child was born" },
    { "sex", "Girl or boy", .kind = RADIOS, .choices = request_sexes },
    { 0 }
};

static const struct choice secret[] = {
    { "no", "No", NULL },
    { "yes", "Yes, it must be kept secret from somebody", "We hide it, and are careful with letters and visits" },
    { 0 }
};

static const struct field address[] = {
    { "address", "Address", "If you have no fixed address, say where you are staying", .kind = PARAGRAPH, .max = 500, .rows = 3, .autocomplete = "street-address" },
    { "postcode", "Postcode", .kind = POSTCODE, .autocomplete = "postal-code" },
    { "is_address_restricted", "Must this address be kept secret?", "For example, because somebody could be a danger to the child or to you", .kind = RADIOS, .choices = secret,
      .need = "Say whether the address must be kept secret" },
    { 0 }
};

static const struct field nhs[] = {
    { "nhs_number", "What is the child’s NHS number, if you know it?", "10 digits, in the red book or on a letter from a doctor. You can leave this empty", .kind = NHS_NUMBER, .is_page_title = true },
    { 0 }
};

static const struct field setting[] = {
    { "attends", "Does the child go to a nursery, pre-school, childminder or school?", .kind = RADIOS, .choices = request_yes_no, .is_page_title = true,
      .need = "Say whether the child goes to a nursery, pre-school, childminder or school" },
    { "setting_words", "What is it called?", "As you would say it, for example Little Acorns", .max = 200, .need = "Write the name of the nursery, pre-school, childminder or school", .only_if = "attends", .only_is = "yes" },
    { 0 }
};

static const struct field which[] = {
    { "setting", "Which of these is it?", .kind = RADIOS, .need = "Choose one, or say that it is none of these", .is_page_title = true },
    { 0 }
};

/* Asked only where what was typed could be a setting we know, but is not plainly one. */
static bool asks_which(struct web *w, const struct answers *s)
{
    size_t n;
    if (!answer_is(s, "attends", "yes"))
        return false;
    settings_meant(w->arena, w->db, answer(s, "setting_words"), &n);
    return n > 0;
}

static void prepare_which(struct form *f, const struct answers *s)
{
    size_t n;
    struct web *w = f->w;
    struct open_settings *found = settings_meant(w->arena, w->db, answer(s, "setting_words"), &n);
    struct choice *c = arena_array(w->arena, struct choice, n + 2);
    for (size_t i = 0; i < n; i++)
        c[i] = (struct choice){ arena_print(w->arena, "%lld", (long long)found[i].id), found[i].name, *found[i].area ? found[i].area : NULL };
    c[n] = (struct choice){ "other", "None of these", NULL };
    form_choices(f, "setting", c);
}

static const struct field concern[] = {
    { "concern", "What are you worried about?", "Choose all that are true. You do not need to know what it is called", .kind = CHECKBOXES, .need = "Choose at least one", .is_page_title = true },
    { 0 }
};

static const struct field *words_of_chosen(struct web *w, const struct answers *s) { return request_concern_words(w, s, 2000); }

static const struct field well[] = {
    { "going_well", "What is going well?", "What does the child like? What can they do, or do they do better now?", .kind = PARAGRAPH, .max = 2000, .is_page_title = true },
    { 0 }
};

static const struct field helping[] = {
    { "already_helping", "Who is helping already?", "For example a health visitor, a speech therapist, a doctor, family. Tell us what you have tried. You can leave this empty", .kind = PARAGRAPH, .max = 2000, .is_page_title = true },
    { 0 }
};

static const struct field wishes[] = {
    { "wants", "What would help most?", .kind = RADIOS, .need = "Choose what would help. If you do not know, choose ‘I am not sure’" },
    { "wanted", "Anything else about what would help", .kind = PARAGRAPH, .max = 2000 },
    { 0 }
};

static bool asks_professional(struct web *w, const struct answers *s) { (void)w; return is_professional(s); }

/* Its page is a box for files (ask_files.c). */
static const struct field nothing[] = { { 0 } };
static bool takes_files(struct web *w, const struct answers *s) { (void)s; return *w->site->files_folder != 0; }

static const struct field you_parent[] = {
    { "asker_name", "Your name", .kind = NAME, .max = 100, .need = "Enter your name", .autocomplete = "name" },
    { "asker_relationship", "What are you to the child?", "For example mother, father, grandmother, foster carer", .max = 100, .need = "Say what you are to the child" },
    { 0 }
};

static const struct field you_professional[] = {
    { "asker_name", "Your name", .kind = NAME, .max = 100, .need = "Enter your name", .autocomplete = "name" },
    { "asker_relationship", "Your job", .max = 100, .need = "Enter your job", .autocomplete = "organization-title" },
    { "asker_organisation", "Where you work", .max = 200, .need = "Enter where you work", .autocomplete = "organization" },
    { 0 }
};

static const struct field you_friend[] = {
    { "asker_name", "Your name", .kind = NAME, .max = 100, .need = "Enter your name", .autocomplete = "name" },
    { "asker_relationship", "How do you know the child?", "For example aunt, neighbour, friend of the family", .max = 100, .need = "Say how you know the child" },
    { 0 }
};

static const struct field *you(struct web *w, const struct answers *s)
{
    (void)w;
    return is_parent(s) ? you_parent : is_professional(s) ? you_professional : you_friend;
}

static const struct field contact[] = {
    { "asker_telephone", "Telephone", .kind = TELEPHONE, .autocomplete = "tel" },
    { "asker_email", "Email", .kind = EMAIL, .autocomplete = "email" },
    { "contact_by", "How should we contact you?", .kind = RADIOS, .need = "Choose how we should contact you" },
    { "contact_language", "In which language?", .kind = SELECT },
    { "needs_interpreter", "I would like an interpreter", .kind = YES },
    { 0 }
};

static const struct field responsibility[] = {
    { "has_responsibility", "Do you have parental responsibility for the child?", .kind = RADIOS, .choices = request_yes_no_unsure, .need = "Say whether you have parental responsibility. If you do not know, choose ‘I am not sure’" },
    { 0 }
};

static const struct choice agreed[] = {
    { "yes", "Yes, they know and agree", NULL },
    { "no", "No, or not yet", "You can still ask. We will talk to you first" },
    { 0 }
};

static const struct field parents[] = {
    { "parent_name", "Name of a parent or carer", .kind = NAME, .max = 100 },
    { "parent_contact", "Their telephone or email", .max = 200 },
    { "is_agreed", "Do they know that you are asking, and agree?", .kind = RADIOS, .choices = agreed, .need = "Say whether a parent knows and agrees" },
    { 0 }
};

static const struct field privacy[] = {
    { "has_read", "I have read this, and agree that you use what I told you in this way", .kind = YES, .need = "Tick the box to go on. If you do not agree, telephone us instead" },
    { 0 }
};

const struct ask_question ask_questions[] = {
    { "who", "Who are you?", NULL, who, .undoes = "you" },
    { "child", "What is the child’s name?", NULL, child },
    { "born", "When was the child born?", NULL, born },
    { "address", "Where does the child live?", NULL, address },
    { "nhs", "What is the child’s NHS number, if you know it?", NULL, nhs },
    { "setting", "Does the child go to a nursery, pre-school, childminder or school?", NULL, setting, .undoes = "which" },
    { "which", "Which of these is it?", NULL, which, .is_asked = asks_which, .prepare = prepare_which },
    { "concern", "What are you worried about?", NULL, concern, .undoes = "words" },
    { "words", "What have you noticed?", "Say it in your own words. What does the child do, or not do yet? Since when?", .make = words_of_chosen },
    { "well", "What is going well?", NULL, well },
    { "helping", "Who is helping already?", NULL, helping },
    { "evidence", "Observations, checks and reports", NULL, evidence_fields, .is_asked = asks_professional },
    { "wishes", "What would help?", NULL, wishes },
    { "files", "Reports and photos", NULL, nothing, .is_asked = takes_files },
    { "you", "About you", NULL, .make = you },
    { "contact", "How can we reach you?", "We need a telephone number or an email address.", contact, .check = request_check_ways_to_answer },
    { "responsibility", "Parental responsibility", "Mothers have it. So do fathers who were married to the mother or are on the birth certificate, and people to whom a court gave it. We ask so that we know who decides with us.", responsibility, .is_asked = asks_parent },
    { "parents", "The child’s parents or carers", "We work with parents. It is best if they know that you are asking.", parents, .is_asked = asks_others },
    { "privacy", "How we use what you tell us", NULL, privacy },
    { 0 }
};

const struct field *ask_fields(struct web *w, const struct ask_question *q, const struct answers *s) { return q->make ? q->make(w, s) : q->fields; }
bool ask_is_asked(struct web *w, const struct ask_question *q, const struct answers *s) { return !q->is_asked || q->is_asked(w, s); }
