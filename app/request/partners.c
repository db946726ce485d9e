/* The kinds of services that every area has, for a new authority, without addresses: those it must give itself.  Called by migrate; the demo invents its own. */
#include "app/request/request.h"

static const struct { const char *name, *kind, *does; } partners[] = {
    { "SENDIASS", "advice", "Free and confidential advice for parents about special educational needs: your rights, meetings, plans and what to do if you disagree." },
    { "Speech and language therapy, children", "health", "Helps children who find it hard to talk, to understand, or to eat and drink." },
    { "Health visiting", "health", "Looks at how a child grows and develops from birth to five, gives advice on sleep, eating and toileting, and does the two-year review." },
    { "Community paediatrics", "health", "Doctors for children whose development is a worry. They look for causes and say what could help." },
    { "Portage", "education", "Visits at home and plays with a young child together with the parents, and plans small steps." },
    { "Sensory service: hearing and vision", "education", "Teachers for deaf children and for children who do not see well. They visit at home and in nurseries." },
    { "Family hub", "family hub", "Groups, play and somebody to talk to, near you. No appointment needed. For any family with a child under five." },
    { "Children's social care", "social care", "Helps when a child needs protection, or when a family needs more help than others can give. Includes the team for disabled children." },
    { "SEND team for schools", "education", "Helps children of school age with special educational needs, and their schools. Deals with education, health and care plans." },
    { "Parents' group", "charity", "Parents of children with additional needs who meet, share what they know, and tell the council what should be better." },
    { "Neighbouring authority: early years inclusion", "authority", "The same service for children who live across the border." },
};

void request_seed_partners(struct db *db)
{
    if (count_partners(db)->n)
        return;
    for (size_t i = 0; i < sizeof partners / sizeof *partners; i++)
        add_partner(db, new_id(), partners[i].name, partners[i].kind, partners[i].does, "", "", "");
}
