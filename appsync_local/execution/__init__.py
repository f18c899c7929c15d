"""From a document to an answer, by AppSync's rules and in its words."""
