package io.fairlead.bench;

import io.fairlead.rig.nodes.Requests.Answer;
import java.util.List;

/**
 * What a client missed in a time.
 *
 * @param requests how many it made
 * @param failed how many were not answered with 200 within a second
 * @param longestGapMs the longest time without an answer
 */
record Outage(long requests, long failed, long longestGapMs) {

    /** Of what was asked between two moments, in ms since 1970. */
    static Outage of(List<Answer> answers, long from, long until) {
        List<Answer> asked = answers.stream()
                .filter(answer -> answer.began() >= from && answer.began() < until)
                .toList();
        List<Long> answered =
                asked.stream().filter(Answer::ok).map(Answer::ended).sorted().toList();
        long last = from;
        long longest = 0;
        for (long moment : answered) {
            longest = Math.max(longest, moment - last);
            last = Math.max(last, moment);
        }
        return new Outage(asked.size(), asked.size() - answered.size(), Math.max(longest, until - last));
    }
}
