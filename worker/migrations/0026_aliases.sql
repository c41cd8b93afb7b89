-- A merge looks for the aliases of whom it absorbs.
CREATE INDEX profile_aliases_into ON profile_aliases (into_n);
