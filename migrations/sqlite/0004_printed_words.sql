-- An entry is known by its words as printed: what the office corrects in the draft must not make a reprint of it a second record.

alter table draft_items add column printed_words text;
