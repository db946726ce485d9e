/* Who else can help: generic services for the demo and a new authority, to be replaced by the real ones.  Called by demo and migrate. */
#include "app/request/request.h"

static const struct { const char *name, *kind, *does, *telephone, *email, *website; } partners[] = {
    { "SENDIASS", "advice", "Free and confidential advice for parents about special educational needs: your rights, meetings, plans and what to do if you disagree.", "01632 960 210", "sendiass@partners.example", "https://sendiass.example" },
    { "Speech and language therapy, children", "health", "Helps children who find it hard to talk, to understand, or to eat and drink. Has a telephone line that parents can ring themselves.", "01632 960 220", "slt@health.example", "https://health.example/slt" },
    { "Health visiting", "health", "Looks at how a child grows and develops from birth to five, gives advice on sleep, eating and toileting, and does the two-year review.", "01632 960 230", "healthvisiting@health.example", "https://health.example/health-visiting" },
    { "Community paediatrics", "health", "Doctors for children whose development is a worry. They look for causes and say what could help.", "01632 960 235", "paediatrics@health.example", "" },
    { "Portage", "education", "Visits at home every week or two. Plays with a young child together with the parents, and plans small steps.", "01632 960 240", "portage@partners.example", "" },
    { "Sensory service: hearing and vision", "education", "Teachers for deaf children and for children who do not see well. They visit at home and in nurseries.", "01632 960 250", "sensory@partners.example", "" },
    { "Family hub", "family hub", "Groups, play and somebody to talk to, near you. No appointment needed. For any family with a child under five.", "01632 960 260", "familyhub@partners.example", "https://familyhub.example" },
    { "Children's social care", "social care", "Helps when a child needs protection, or when a family needs more help than others can give. Includes the team for disabled children.", "01632 960 999", "socialcare@partners.example", "" },
    { "SEND team for schools", "education", "Helps children of school age with special educational needs, and their schools. Deals with education, health and care plans.", "01632 960 270", "send@partners.example", "" },
    { "Parents' group", "charity", "Parents of children with additional needs who meet, share what they know, and tell the council what should be better.", "01632 960 280", "parents@partners.example", "https://parents.example" },
    { "Neighbouring authority: early years inclusion", "authority", "The same service for children who live across the border.", "01632 960 290", "earlyyears@neighbour.example", "" },
};

void request_seed_partners(struct db *db)
{
    if (count_partners(db)->n)
        return;
    for (size_t i = 0; i < sizeof partners / sizeof *partners; i++)
        add_partner(db, new_id(), partners[i].name, partners[i].kind, partners[i].does, partners[i].telephone, partners[i].email, partners[i].website);
}
