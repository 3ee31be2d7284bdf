package io.fairlead.report;

import io.fairlead.model.Problem;
import io.fairlead.model.Severity;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * The problems of a report. Each keeps its number while it lasts. Equal problems at several paths are merged into one.
 *
 * @param byNumber the problems, numbered from 1; free numbers are reused
 */
public record ProblemList(SortedMap<Integer, Problem> byNumber) {

    /** An empty list. */
    public static final ProblemList NONE = new ProblemList(new TreeMap<>());

    private static final int MOST_PATHS = 5;

    /** Copies the map. */
    public ProblemList {
        byNumber = Collections.unmodifiableSortedMap(new TreeMap<>(byNumber));
    }

    /** A new list, with numbers from 1. */
    public static ProblemList of(List<Problem> problems) {
        return NONE.next(problems);
    }

    /** The list for {@code problems}, which keeps the numbers of this one. */
    public ProblemList next(List<Problem> problems) {
        List<Problem> left = merged(problems);
        SortedMap<Integer, Problem> next = new TreeMap<>();
        keep(left, next, problem -> problem.code() + " " + problem.path());
        keep(left, next, problem -> problem.code() + " " + problem.message());
        int free = 1;
        for (Problem problem : left) {
            while (next.containsKey(free)) {
                free++;
            }
            next.put(free, problem);
        }
        return new ProblemList(next);
    }

    /** Moves the problems of {@code left} that are already in this list to {@code next}, with the same number. */
    private void keep(List<Problem> left, SortedMap<Integer, Problem> next, Function<Problem, String> identity) {
        Map<String, Integer> numbers = new HashMap<>();
        byNumber.forEach((number, problem) -> {
            if (!next.containsKey(number)) {
                numbers.putIfAbsent(identity.apply(problem), number);
            }
        });
        for (Problem problem : List.copyOf(left)) {
            Integer number = numbers.remove(identity.apply(problem));
            if (number != null) {
                next.put(number, problem);
                left.remove(problem);
            }
        }
    }

    private static List<Problem> merged(List<Problem> problems) {
        Map<String, List<Problem>> equal = problems.stream()
                .sorted()
                .distinct()
                .collect(Collectors.groupingBy(
                        problem -> problem.code() + " " + problem.message(), LinkedHashMap::new, Collectors.toList()));
        List<Problem> merged = new ArrayList<>();
        equal.values().forEach(group -> merged.add(one(group)));
        return merged;
    }

    private static Problem one(List<Problem> equal) {
        Problem first = equal.get(0);
        if (equal.size() == 1) {
            return first;
        }
        String more =
                equal.stream().skip(1).limit(MOST_PATHS).map(Problem::path).collect(Collectors.joining(", "));
        int unnamed = equal.size() - 1 - MOST_PATHS;
        String count = unnamed > 0 ? " and " + unnamed + " more" : "";
        return new Problem(
                first.path(),
                first.code(),
                first.message() + " (" + equal.size() + " times: also at " + more + count + ")");
    }

    /** The problems in the order of their numbers. */
    public List<Problem> all() {
        return List.copyOf(byNumber.values());
    }

    /** The number of problems of this severity. */
    public long count(Severity severity) {
        return byNumber.values().stream()
                .filter(problem -> problem.code().severity() == severity)
                .count();
    }
}
