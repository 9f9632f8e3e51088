-- The words of a place's name, so that "bean" finds "The Green Bean". Punctuation parts words here, also where
-- PostgreSQL's own parser would take it for a host name or a path. lib/places/search-places.ts asks with this very expression.
CREATE INDEX "Place_name_words" ON "Place" USING gin (to_tsvector('simple', translate("name", '.,:;/\-_''&@+', '            ')));
