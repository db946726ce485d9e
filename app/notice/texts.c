/*
 * What notices say: plain words, what changed and where to read it.  No text
 * has a place for a name, a need or anything that somebody typed: they are
 * fixed, and translated (po/).
 */
#include "app/notice/notice.h"
#include "app/notice/notice.sql.h"

#include <string.h>

const struct notice_text notice_texts[] = {
    { "request received", "Request received", "We have your request for support",
      "Thank you. We have your request. You can see where it is, and what happens next, here:", "Keep this address to yourself: whoever has it can read how the request is going." },
    { "draft saved", "Form saved for later", "Go on with your form",
      "You asked us to save the form that you had begun. Go on with it here:", "The link works once, for 14 days. Then we delete what you had filled in. Nothing was sent to us yet." },
    { "request decided", "Request answered", "There is an answer to your request for support",
      "We have answered your request. Read who will help, and what happens next, here:", "" },
    { "question", "Question asked", "We have a question about your request for support",
      "To help you well we need to know a little more. Read the question and answer it here:", "" },
    { "answer came", "Answer to a question", "There is an answer to a question about a request", "Somebody has answered a question about a request. Sign in to read it:", "" },
    { "request given", "Request given to a colleague", "A request was given to you", "A colleague has given a request to you, with a note. Sign in to read it:", "" },
    { "request late", "Request past its day", "A request has not been answered in time", "The day by which a request was to be answered has passed. Sign in to see it:", "" },
    { "request passed", "Request passed to a partner", "We have asked another team to help you",
      "We have asked another team to help. Until they say yes, your request stays with us. Read whom we asked, and what happens next, here:", "" },
    { "handover accepted", "Partner said yes", "The team that we asked will help", "The team that we asked has said yes. Read who will help, and when you hear from them, here:", "" },
    { "handover declined", "Partner said no", "We look on for somebody to help", "The team that we asked cannot help. Your request is with us again, and we look for somebody who can. Read more here:", "" },
    { "handover asked", "Partner asked to take over", "A family is passed to you: will you take over?",
      "The inclusion service has spoken with you and asks you to take over a family. Say yes, or why not, here. You need the child's date of birth, which we have told you:", "" },
    { "handover reminder", "Partner reminded", "Reminder: a family waits for your yes or no", "A family was passed to you, and nobody has said yes or no. Please answer here; earlier links no longer work:", "" },
    { "handover answered", "Partner has answered", "A partner has answered", "A partner has said whether they take over a family. Sign in to read it:", "" },
    { "handover waits", "Partner has not answered", "A partner has not answered: please ring them", "A partner was asked to take over a family and has not answered. Sign in to see whom to ring:", "" },
    { "plan ready", "Plan ready", "A support plan is ready to read", "A support plan is ready. Sign in to read it and to tell us what you think:", "" },
    { "plan reviewed", "Plan reviewed", "A support plan was reviewed", "A support plan was reviewed. Sign in to read what was decided:", "" },
    { "visit told", "Follow-up of a visit", "There is something to read after a visit", "The inclusion service has written to you after a visit. Sign in to read it:", "" },
    { "passport shared", "Passport shared with the school", "A child is coming to your school: a passport is ready to read",
      "A passport for a child who starts at your school is ready. Sign in to read it, and tell the family that you have:", "" },
    { "passport read", "Passport read by the school", "The school has read the passport", "The school has read the passport and says what it will do. Sign in to read it:", "" },
    { "meeting proposed", "Meeting: dates proposed", "We would like to meet: which dates suit you?", "You are invited to a meeting. Say which dates suit you here:", "" },
    { "meeting fixed", "Meeting: date fixed", "The date of a meeting is fixed", "The date of a meeting is fixed. Read when and where, and say whether you come, here:", "" },
    { "meeting changed", "Meeting changed", "A meeting has changed", "A meeting to which you are invited has changed. Read when and where, and say whether you come, here:", "" },
    { "meeting cancelled", "Meeting called off", "A meeting does not take place", "A meeting to which you were invited does not take place. Read why here:", "" },
    { "meeting uninvited", "No longer invited to a meeting", "You are no longer invited to a meeting", "You need not come to a meeting to which you were invited. If you have a question, telephone us. Our pages are here:", "" },
    { "meeting reminder", "Meeting: answer still wanted", "Please say which dates suit you", "You are invited to a meeting and have not answered yet. Say which dates suit you here:", "" },
    { "meeting notes", "Notes of a meeting shared", "The notes of a meeting are ready to read", "The notes of a meeting about your child are ready. Sign in to read them:", "" },
    { "meeting answered", "Meeting: answers are there", "There are answers about a meeting", "Those who are invited to a meeting of yours have answered. Sign in to read their answers:", "" },
    { "meeting asked", "A parent asks for a meeting", "A parent asks for a meeting", "A parent asks for a meeting with you. Sign in to read what about:", "" },
    { "funding decided", "Inclusion fund decided", "The inclusion fund has decided", "There is a decision about an application to the inclusion fund. Sign in to read it:", "" },
    { "funding question", "Inclusion fund asks a question", "The inclusion fund has a question", "The panel needs to know more before it can decide about an application. It is not refused. Sign in to read the question:", "" },
    { "funding told", "Family told of money", "A decision about extra money for your child’s help", "There is a decision about extra money for your child’s help. Sign in to read it:", "" },
    { "lead changed", "Another lead professional", "Somebody else now leads the help for your child", "Somebody else in the inclusion service now leads the help for your child. All that was agreed stays as it is. Sign in to read who it is:", "" },
    { "leads changed", "Another lead professional, to the setting", "Children in your setting have another lead professional", "Somebody else in the inclusion service now leads the help for children in your setting. Sign in to read who it is:", "" },
    { "children handed", "Children handed over", "Children were handed over to you", "A colleague’s children were handed over to you, with a note for each. Sign in to read them:", "" },
    { "daily digest", "Daily digest", "What waits for you today", "Numbers only. Sign in to see more:", "You can have this less often, or not at all: Emails about your work, on your first page.", .is_once = true },
    { "weekly digest", "Weekly digest", "What waits for you this week", "Numbers only. Sign in to see more:", "You can have this more often, or not at all: Emails about your work, on your first page.", .is_once = true },
    { "sign-in link", "Link to sign in", "Your link to sign in", "Open this address in the same browser in which you asked for it, within 15 minutes:",
      "It works once. If you did not ask for it, you need do nothing.", .is_once = true },
    { 0 }
};

const struct notice_counted notice_counted[] = {
    { "01 requests", "request waits for an answer", "requests wait for an answer", "/requests" },
    { "02 late", "of them is past its day", "of them are past their day", "/requests?late=1" },
    { "03 mine", "request that you have claimed", "requests that you have claimed", "/requests" },
    { "04 handovers", "partner has not answered you", "partners have not answered you", "/" },
    { "05 passed", "family was passed to you: yes or no?", "families were passed to you: yes or no?", "/" },
    { "06 questions", "question about a request waits for your answer", "questions about requests wait for your answer", "/requests/mine" },
    { "07 due", "thing of yours is due within seven days", "things of yours are due within seven days", "/" },
    { "08 past", "thing of yours is past its day", "things of yours are past their day", "/" },
    { "09 reviews", "plan is to be reviewed within two weeks", "plans are to be reviewed within two weeks", "/plans" },
    { "10 passports", "passport to read", "passports to read", "/" },
    { "11 answers", "meeting waits for your answer", "meetings wait for your answer", "/calendar" },
    { "12 meetings", "meeting of yours within seven days", "meetings of yours within seven days", "/calendar" },
    { NULL, NULL, NULL, NULL }
};

const char *notice_counted_words(struct arena *a, const char *base_url, const struct counts_of_notice *c, size_t n, const char *link)
{
    const char *words = "";
    for (size_t i = 0; i < n; i++)
        for (const struct notice_counted *k = notice_counted; k->what; k++)
            if (strcmp(k->what, c[i].what) == 0)
                words = arena_print(a, "%s%lld %s:\n%s%s\n\n", words, (long long)c[i].n, c[i].n == 1 ? k->one : k->many, base_url, k->path);
    return arena_print(a, "%s%s", words, link);
}

static const char end[] = "Please do not answer this email: nobody reads it. If you did not expect it, telephone the service.";

const char *notice_words(struct arena *a, const struct notice_text *t, const struct language *l, const char *link)
{
    return arena_print(a, "%s\n\n%s%s%s\n\n%s\n", language_say(l, t->before), link, *t->after ? "\n\n" : "", *t->after ? language_say(l, t->after) : "", language_say(l, end));
}

const struct notice_text *notice_text_of(const char *kind)
{
    for (const struct notice_text *t = notice_texts; t->kind; t++)
        if (strcmp(t->kind, kind) == 0)
            return t;
    return NULL;
}
