package io.fairlead.bench;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.fairlead.rig.nodes.Requests.Answer;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What the table of outages says of a client's answers. */
class OutageTest {

    private static Answer answer(long began, boolean ok) {
        return new Answer(began, 5, ok, "");
    }

    @Test
    void aGapIsTheTimeBetweenTwoAnswers() {
        List<Answer> answers = List.of(answer(100, true), answer(120, false), answer(140, false), answer(160, true));
        assertEquals(new Outage(4, 2, 60), Outage.of(answers, 95, 170));
    }

    @Test
    void anAppThatAnswersNoMoreIsAGapUntilTheEnd() {
        assertEquals(new Outage(2, 1, 895), Outage.of(List.of(answer(100, true), answer(120, false)), 100, 1000));
        assertEquals(new Outage(0, 0, 900), Outage.of(List.of(), 100, 1000));
    }

    @Test
    void whatWasAskedBeforeOrAfterDoesNotCount() {
        List<Answer> answers = List.of(answer(10, false), answer(100, true), answer(200, false));
        assertEquals(new Outage(1, 0, 95), Outage.of(answers, 100, 200));
    }
}
