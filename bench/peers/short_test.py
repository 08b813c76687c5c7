#!/usr/bin/env python3
"""Checks that the short queries and their judgements belong together, so that none scores nothing by mistake."""
import collections
import os
import unittest

HERE = os.path.join(os.path.dirname(os.path.abspath(__file__)), "short")


def rows(name, separator=None):
    with open(os.path.join(HERE, name), encoding="utf-8") as file:
        return [line.rstrip("\n").split(separator) for line in file]


class ShortTest(unittest.TestCase):
    def setUp(self):
        self.queries = dict(rows("queries.tsv", "\t"))
        self.judgements = rows("judgements.qrels")

    def test_queries_are_short_and_many(self):
        self.assertGreaterEqual(len(self.queries), 100)
        self.assertEqual(len(set(self.queries.values())), len(self.queries))
        for query in self.queries.values():
            self.assertIn(len(query.split()), range(2, 6), query)

    def test_every_query_has_something_relevant_and_nothing_else_is_judged(self):
        relevant = {query for query, _, _, grade in self.judgements if grade != "0"}
        self.assertEqual(relevant, set(self.queries))
        self.assertEqual({query for query, *_ in self.judgements}, set(self.queries))

    def test_each_pair_has_one_grade(self):
        pairs = collections.Counter((query, document) for query, _, document, _ in self.judgements)
        self.assertEqual([pair for pair, count in pairs.items() if count > 1], [])
        self.assertEqual({grade for *_, grade in self.judgements}, {"0", "1", "2"})


if __name__ == "__main__":
    unittest.main()
