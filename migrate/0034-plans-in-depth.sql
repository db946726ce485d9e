-- Plans in depth: the strategy bank; a draft that the family may read; goals measured in steps.
CREATE TABLE strategy (
    id          INTEGER PRIMARY KEY,
    area        TEXT    NOT NULL DEFAULT '',     -- a row of code, list 'area'; '' = any
    from_months INTEGER NOT NULL DEFAULT 0  CHECK (from_months BETWEEN 0 AND 96),
    to_months   INTEGER NOT NULL DEFAULT 96 CHECK (to_months BETWEEN 0 AND 96),
    title       TEXT    NOT NULL,
    words       TEXT    NOT NULL,                -- Markdown
    how_often   TEXT    NOT NULL DEFAULT '',
    source      TEXT    NOT NULL DEFAULT '',
    is_offered  INTEGER NOT NULL DEFAULT 1 CHECK (is_offered IN (0, 1)),
    version     INTEGER NOT NULL DEFAULT 1,
    changed_by  INTEGER REFERENCES person (id),
    changed_at  INTEGER NOT NULL DEFAULT 0
) STRICT;
CREATE INDEX strategy_by_title ON strategy (title, id);

CREATE TABLE strategy_version (
    strategy_id INTEGER NOT NULL REFERENCES strategy (id),
    version     INTEGER NOT NULL,
    title       TEXT    NOT NULL,
    words       TEXT    NOT NULL,
    how_often   TEXT    NOT NULL,
    source      TEXT    NOT NULL,
    changed_by  INTEGER REFERENCES person (id),
    changed_at  INTEGER NOT NULL,
    PRIMARY KEY (strategy_id, version)
) STRICT;

-- A first bank, to be made one's own: ordinary early years practice, in our own words.
INSERT INTO strategy (id, area, from_months, to_months, title, words, how_often, source) VALUES
    (1, 'CI', 12, 60, 'Two choices of real things', 'Hold up two things the child may want, one in each hand. Name each as you lift it a little. Wait, and count to ten in your head. Take a look, a reach or a sound as an answer, and say the word as you give it.

- Begin with one liked and one disliked thing
- Move on to photos when the child chooses nine times out of ten', 'At snack and at play, five times a day', 'Rightdoor: a first bank'),
    (2, 'CI', 18, 96, 'Say one word more', 'Say back what the child said and add one word: “car”, “red car”. Do not ask them to repeat it. Talk about what they look at, not about what you want them to do.', 'All day, in play', 'Rightdoor: a first bank'),
    (3, 'CI', 24, 96, 'Now and next board', 'Two pictures, side by side: what happens now, what comes next. Show it before each change, and let the child take the first picture off when it is done. Say it in the fewest words: “First coat. Then outside.”', 'Before every change', 'Rightdoor: a first bank'),
    (4, 'CI', 24, 96, 'Name first, then few words', 'Say the child’s name and wait until they look or stop. Then say the few words that matter: “Ola. Shoes.” Point or show as you speak. Count to ten before you say it again, in the same words.', 'Every time you ask for something', 'Rightdoor: a first bank'),
    (5, 'CI', 18, 96, 'Pictures to ask with', 'A picture card of the thing that is wanted most. One adult waits with the thing, another helps the child’s hand from behind to give the card. The thing comes at once, with its word. Fade the help, not the reward.', 'Ten short turns a day', 'Rightdoor: a first bank'),
    (6, 'CI', 36, 96, 'Understanding hunt', 'In a group of two or three: “Find something soft.” “Put the bear under the chair.” One new word of place or kind a week, said in play, in routines and in a book.', 'Twice a week, ten minutes', 'Rightdoor: a first bank'),
    (7, 'CI', 6, 96, 'Wait, look, join in', 'Sit at the child’s height and do what they do for two minutes before you add anything. Copy their sounds. When they look, smile and do it again. It teaches that talking is a turn.', 'Three times a day', 'Rightdoor: a first bank'),
    (8, 'CL', 24, 96, 'One step, shown backwards', 'Split a task into small steps. You do all but the last, the child does the last. When that goes well, they do the last two. They always finish.', 'Every time the task comes up', 'Rightdoor: a first bank'),
    (9, 'CL', 36, 96, 'Five minutes, then free', 'A short table task with a clear end: a basket with three things to do, on the left; finished goes to the right. Then the child’s own choice. Lengthen by one thing a week.', 'Daily', 'Rightdoor: a first bank'),
    (10, 'CL', 24, 96, 'Same story, all week', 'One short book, read every day of the week, with the real things from the story in a bag. By Thursday leave out the last word of each line and wait.', 'Daily, small group', 'Rightdoor: a first bank'),
    (11, 'CL', 36, 96, 'Match, then name', 'Matching two real things, then thing to picture, then picture to picture. Name each as it is placed. Only then ask “Where is …?” and last of all “What is it?”', 'Three times a week', 'Rightdoor: a first bank'),
    (12, 'SEMH', 24, 96, 'A calm place that is theirs', 'A small tent or corner with two or three things that help this child. Visit it together when all is well, so that it is known. It is never a punishment. Stay near, say little, and come back to what happened much later, if at all.', 'Whenever they show the first signs', 'Rightdoor: a first bank'),
    (13, 'SEMH', 30, 96, 'Name the feeling', 'Say what you see, in few words: “You are cross. You wanted the bike.” Do not ask why. Offer what may be done: “Stamp with me.” Tell the family the words you use, so that home can use them.', 'As it happens', 'Rightdoor: a first bank'),
    (14, 'SEMH', 24, 96, 'Key person hello and goodbye', 'The same person greets the child and the parent at the door, with the same small routine, and says who will be there at the end. A photo of the key person goes home.', 'Every day', 'Rightdoor: a first bank'),
    (15, 'SEMH', 36, 96, 'Two friends and a game', 'The same two children, the same short game with turns, an adult who says “my turn, your turn” and then less and less. End while it is going well.', 'Twice a week, eight minutes', 'Rightdoor: a first bank'),
    (16, 'SEMH', 24, 96, 'Warning before the end', 'Two minutes before a change, show a sand timer and say what comes. One thing may travel along: a toy car in the pocket from the carpet to the table.', 'Before every change', 'Rightdoor: a first bank'),
    (17, 'SP', 18, 96, 'Set up to sit', 'Feet flat, hips and knees at right angles, table at elbow height. Ask the physiotherapist or occupational therapist how this child should sit. Time in the chair: short, and for things that need hands.', 'At meals and tables', 'Rightdoor: a first bank'),
    (18, 'SP', 24, 96, 'Heavy work before quiet work', 'Carry, push, pull or climb for five minutes before sitting: books to the library corner, the wheelbarrow outside, wall pushes. Watch whether it calms or excites this child; stop if it excites.', 'Before carpet time', 'Rightdoor: a first bank'),
    (19, 'SP', 12, 96, 'A turn each day for both hands', 'Lids, zips, tearing paper, dough. One hand holds while the other works. Sit beside, not opposite, so that the child sees your hands as their own.', 'Daily, in play', 'Rightdoor: a first bank'),
    (20, 'SP', 0, 96, 'Face the light, come close', 'For a child who sees or hears less: stand where light falls on your face, at arm’s length, speak at an ordinary pace and show the thing. One voice at a time. Ask the specialist teacher what helps this child most.', 'Always', 'Rightdoor: a first bank'),
    (21, 'SP', 24, 96, 'Toilet by the clock', 'Note for a week when nappies are wet. Then sit on the toilet at those times, for as long as one song, with feet on a step. Praise sitting, not success. The same words and times at home.', 'By the child’s own times', 'Rightdoor: a first bank'),
    (22, 'SP', 18, 96, 'Spoon, half and half', 'A bent, thick spoon and a bowl that does not slip. Help hand over hand for the first half while the child is hungry, and let them finish alone. Mess is part of it.', 'Meals and snack', 'Rightdoor: a first bank'),
    (23, '', 0, 96, 'Video for the family', 'Film one minute of what goes well (with the family’s agreement) and send it by the setting’s own safe way. Ask for one back from home. It says more than a page of notes, to the child too.', 'Once a fortnight', 'Rightdoor: a first bank'),
    (24, '', 24, 96, 'All adults, one way', 'Write the one thing that all adults do the same on a card by the door: the words, the sign, the wait. New and bank staff read it first.', 'Always', 'Rightdoor: a first bank');

-- The day on which the family was first shown the draft; '' = they read it when it has started.
ALTER TABLE plan ADD COLUMN shared_on TEXT NOT NULL DEFAULT '';

-- Goal attainment scaling (Kiresuk and Sherman 1968), beside the plain rating: what would be less and more than hoped, and where it got to.
ALTER TABLE outcome ADD COLUMN much_less TEXT NOT NULL DEFAULT '';
ALTER TABLE outcome ADD COLUMN less TEXT NOT NULL DEFAULT '';
ALTER TABLE outcome ADD COLUMN more TEXT NOT NULL DEFAULT '';
ALTER TABLE outcome ADD COLUMN much_more TEXT NOT NULL DEFAULT '';
ALTER TABLE outcome ADD COLUMN attained INTEGER CHECK (attained BETWEEN -2 AND 2);     -- NULL = not measured in steps
