package io.casework.cases;

import java.util.List;

/** One page of a list and how long the whole list is. */
public record CasePage(List<CaseRecord> items, int page, int size, long total) {}
