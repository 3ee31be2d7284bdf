package io.fairlead.hub;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.fairlead.loop.TwinSource.TwinDocument;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** What a connection does with what it is told, on a clock of the test's own. */
class TwinSyncTest {
    private static final HubTiming TIMING = HubTiming.DEFAULTS;

    private long now;
    private TwinSync sync = sync(Optional.empty());

    // --- desired

    @Test
    void theTwinIsReadFirstAndPatchesInItAreDropped() {
        long request = read();
        patch(4, "{\"a\":9}");
        answer(request, twin(5, "{\"a\":1}"));
        patch(5, "{\"a\":2}");
        assertDocument(5, "{\"a\":1}");
    }

    @Test
    void theNextVersionIsMergedAndNullDeletes() {
        begin(5, "{\"a\":1,\"b\":{\"c\":1}}");
        patch(6, "{\"$version\":6,\"a\":null,\"b\":{\"d\":2}}");
        assertDocument(6, "{\"b\":{\"c\":1,\"d\":2}}");
    }

    @Test
    void aGapHasTheTwinReadAtOnce() {
        begin(5, "{\"a\":1}");
        patch(7, "{\"a\":3}");
        assertDocument(5, "{\"a\":1}");
        answer(read(), twin(7, "{\"a\":3,\"b\":2}"));
        assertDocument(7, "{\"a\":3,\"b\":2}");
    }

    @Test
    void aPatchWithoutUsableVersionHasTheTwinRead() {
        begin(5, "{\"a\":1}");
        sync.desiredPatch(new HubEvent.DesiredPatch(OptionalLong.empty(), json("{\"a\":2}")), now);
        answer(read(), twin(3_000_000_000L, "{\"a\":2}"));
        assertDocument(3_000_000_000L, "{\"a\":2}");
    }

    @Test
    void anAnswerOvertakenByAPatchIsDroppedAndTheTwinReadAgain() {
        begin(5, "{\"a\":1}");
        patch(7, "{}");
        long asked = read();
        patch(6, "{\"a\":2}");
        answer(asked, twin(5, "{\"a\":1}"));
        assertDocument(6, "{\"a\":2}");
        answer(read(), twin(7, "{\"a\":2,\"b\":1}"));
        assertDocument(7, "{\"a\":2,\"b\":1}");
    }

    @Test
    void anAnswerOlderThanAPatchThatCouldNotBeMergedIsNotTheLastWord() {
        begin(5, "{\"a\":1}");
        patch(7, "{}");
        long asked = read();
        patch(9, "{}");
        answer(asked, twin(7, "{\"a\":7}"));
        answer(read(), twin(9, "{\"a\":9}"));
        assertDocument(9, "{\"a\":9}");
    }

    @Test
    void aTwinMadeAnewIsTakenThoughItsVersionIsLower() {
        sync = sync(Optional.of(new TwinDocument(57, json("{\"a\":1}"))));
        answer(read(), twin(2, "{\"b\":1}"));
        assertDocument(2, "{\"b\":1}");
        passTime(TIMING.reread());
        answer(read(), twin(1, "{}"));
        assertDocument(1, "{}");
    }

    @Test
    void anEmptyTwinWithoutVersionIsNoNewsAndIsReadAgainSoon() {
        sync = sync(Optional.of(new TwinDocument(57, json("{\"a\":1}"))));
        for (String empty : new String[] {"{}", "{\"desired\":{},\"reported\":{}}", "{\"desired\":{\"$version\":0}}"}) {
            answer(read(), empty);
            assertDocument(57, "{\"a\":1}");
            Duration pause = pause();
            assertTrue(pause.compareTo(TIMING.backoffLimit()) <= 0, pause::toString);
            now += pause.toNanos();
        }
        answer(read(), twin(58, "{\"a\":2}"));
        assertDocument(58, "{\"a\":2}");
    }

    @Test
    void anAnswerWithAKeyTwiceIsNoTwinSinceOneOfTwoAppsWouldBeRemoved() {
        sync = sync(Optional.of(new TwinDocument(57, json("{\"a\":1}"))));
        answer(read(), "{\"desired\":{\"$version\":58,\"apps\":{\"shop\":1,\"shop\":2}},\"reported\":{}}");
        assertDocument(57, "{\"a\":1}");
        now += pause().toNanos();
        answer(read(), "[".repeat(100_000));
        assertDocument(57, "{\"a\":1}");
    }

    @Test
    void aPatchOnADocumentOfTheLastConnectionIsNotMerged() {
        sync = sync(Optional.of(new TwinDocument(5, json("{\"a\":1}"))));
        long asked = read();
        patch(6, "{\"a\":2}");
        assertDocument(5, "{\"a\":1}");
        answer(asked, twin(5, "{\"a\":1}"));
        answer(read(), twin(6, "{\"a\":2}"));
        assertDocument(6, "{\"a\":2}");
    }

    @Test
    void anAnswerThatComesLateCountsButIsNotTheLastWordWhereAPatchWasMissed() {
        begin(5, "{\"a\":1}");
        patch(7, "{}");
        long late = read();
        patch(9, "{}");
        passTime(TIMING.answerTimeout());
        long second = read();
        sync.twinRead(new HubEvent.TwinRead(second, 429, ""), now);
        answer(late, twin(7, "{\"a\":7}"));
        assertDocument(7, "{\"a\":7}");
        answer(read(), twin(9, "{\"a\":9}"));
        answer(late, twin(7, "{\"a\":7}"));
        assertDocument(9, "{\"a\":9}");
    }

    @Test
    void aMergedDocumentIsCheckedAgainstTheWholeTwin() {
        begin(5, "{\"a\":1,\"b\":1}");
        passTime(TIMING.check().multipliedBy(2));
        answer(read(), twin(5, "{\"a\":1,\"b\":1}"));
        patch(6, "{\"a\":2}");
        passTime(TIMING.check().multipliedBy(2));
        answer(read(), twin(6, "{\"a\":2}"));
        assertDocument(6, "{\"a\":2}");
        assertInstanceOf(TwinSync.Pause.class, sync.next(now));
    }

    @Test
    void newsWithoutAPatchMeansThatPatchesDoNotComeAndTheConnectionIsMadeAgain() {
        begin(5, "{}");
        passTime(TIMING.reread().multipliedBy(2));
        answer(read(), twin(6, "{\"a\":1}"));
        assertDocument(6, "{\"a\":1}");
        passTime(TIMING.answerTimeout());
        assertInstanceOf(TwinSync.Renew.class, sync.next(now));
    }

    @Test
    void newsWhosePatchIsOnlySlowIsNoReasonToReconnect() {
        begin(5, "{}");
        passTime(TIMING.reread().multipliedBy(2));
        answer(read(), twin(6, "{\"a\":1}"));
        patch(6, "{\"a\":1}");
        passTime(TIMING.answerTimeout());
        assertInstanceOf(TwinSync.Pause.class, sync.next(now));
    }

    @Test
    void twoReadsWithoutAnswerEndTheConnection() {
        read();
        passTime(TIMING.answerTimeout());
        read();
        passTime(TIMING.answerTimeout());
        assertInstanceOf(TwinSync.Pause.class, sync.next(now));
        passTime(TIMING.answerTimeout().multipliedBy(7));
        assertInstanceOf(TwinSync.Renew.class, sync.next(now));
    }

    @Test
    void aRefusedReadIsTriedAgainWithGrowingDelays() {
        Duration before = Duration.ZERO;
        for (int i = 0; i < 12; i++) {
            sync.twinRead(new HubEvent.TwinRead(read(), i % 2 == 0 ? 400 : 429, ""), now);
            Duration pause = pause();
            assertTrue(pause.compareTo(TIMING.backoffLimit()) <= 0, pause::toString);
            assertTrue(pause.multipliedBy(4).compareTo(before) > 0, pause::toString);
            before = pause;
            now += pause.toNanos();
        }
        assertTrue(before.compareTo(TIMING.backoffLimit().dividedBy(3)) > 0, before::toString);
    }

    @Test
    void theConnectionIsRenewedBeforeItsTokenExpires() {
        begin(5, "{}");
        Duration left = TIMING.tokenLifetime();
        while (sync.next(now) instanceof TwinSync.Pause pause) {
            left = left.minus(pause.duration());
            now += pause.duration().toNanos();
            if (sync.next(now) instanceof TwinSync.Read read) {
                answer(read.request(), twin(5, "{}"));
            }
        }
        assertInstanceOf(TwinSync.Renew.class, sync.next(now));
        assertTrue(left.compareTo(TIMING.tokenLifetime().dividedBy(10)) > 0, left::toString);
        assertTrue(left.compareTo(TIMING.tokenLifetime().dividedBy(2)) < 0, left::toString);
    }

    // --- reported

    @Test
    void onlyTheDifferenceToWhatTheHubHoldsIsSent() {
        sync.want(json("{\"a\":1,\"b\":{\"c\":2}}"));
        answer(read(), "{\"desired\":{\"$version\":1},\"reported\":{\"$version\":4,\"a\":1,\"old\":1}}");
        assertEquals(json("{\"old\":null,\"b\":{\"c\":2}}"), send().patch());
    }

    @Test
    void nothingIsSentBeforeTheTwinWasRead() {
        sync.want(json("{\"a\":1}"));
        read();
        assertInstanceOf(TwinSync.Pause.class, sync.next(now));
    }

    @Test
    void onePatchIsUnderWayAtATimeAndTheNextHoldsWhatCameMeanwhile() {
        begin(1, "{}");
        sync.want(json("{\"n\":1}"));
        TwinSync.Send first = send();
        sync.want(json("{\"n\":2}"));
        sync.want(json("{\"n\":3,\"m\":1}"));
        passTime(TIMING.reportGap().multipliedBy(2));
        assertInstanceOf(TwinSync.Pause.class, sync.next(now));
        answered(first, 204);
        TwinSync.Send second = send();
        assertEquals(json("{\"n\":3,\"m\":1}"), second.patch());
        answered(second, 204);
        assertInstanceOf(TwinSync.Pause.class, sync.next(now));
    }

    @Test
    void patchesAreAtLeastTheGapApart() {
        begin(1, "{}");
        sync.want(json("{\"n\":1}"));
        answered(send(), 204);
        sync.want(json("{\"n\":2}"));
        now += TIMING.reportGap().toNanos() - 1;
        assertInstanceOf(TwinSync.Pause.class, sync.next(now));
        passTime(TIMING.reportGap());
        assertEquals(json("{\"n\":2}"), send().patch());
    }

    @Test
    void aReportWithoutAnswerIsSettledByReadingTheTwin() {
        begin(1, "{}");
        sync.want(json("{\"n\":1,\"m\":1}"));
        TwinSync.Send lost = send();
        passTime(TIMING.answerTimeout());
        answer(read(), "{\"desired\":{\"$version\":1},\"reported\":{\"n\":1}}");
        passTime(TIMING.reportGap());
        assertEquals(json("{\"m\":1}"), send().patch());
        answered(lost, 204);
        passTime(TIMING.answerTimeout());
        read();
    }

    @Test
    void aReportWithoutAnswerIsSentAgainLessAndLessOftenWhateverTheTwinSays() {
        begin(1, "{}");
        sync.want(json("{\"n\":1}"));
        for (int seconds = 1; seconds <= 60; seconds *= 2) {
            assertEquals(json("{\"n\":1}"), send().patch());
            passTime(TIMING.answerTimeout());
            answer(read(), seconds == 1 ? "{}" : twin(1, "{}"));
            Duration pause = pause();
            assertTrue(pause.toMillis() >= 500L * seconds && pause.toSeconds() <= seconds, pause::toString);
            passTime(pause);
        }
    }

    @Test
    void anOldReportOfSomebodyElseIsRepaired() {
        begin(1, "{}");
        sync.want(json("{\"n\":9}"));
        answered(send(), 204);
        passTime(TIMING.reread().multipliedBy(2));
        answer(read(), "{\"desired\":{\"$version\":1},\"reported\":{\"n\":4,\"x\":1}}");
        assertEquals(json("{\"x\":null,\"n\":9}"), send().patch());
    }

    @Test
    void aReadBesideAReportSaysNothingAboutReports() {
        begin(1, "{}");
        sync.want(json("{\"n\":1}"));
        TwinSync.Send send = send();
        patch(3, "{}");
        long asked = read();
        answered(send, 204);
        answer(asked, "{\"desired\":{\"$version\":3},\"reported\":{}}");
        passTime(TIMING.reportGap().multipliedBy(2));
        assertInstanceOf(TwinSync.Pause.class, sync.next(now));
    }

    @Test
    void aRefusedReportIsTriedAgainLater() {
        for (int status : new int[] {400, 403, 413, 429}) {
            sync = sync(Optional.empty());
            begin(1, "{}");
            sync.want(json("{\"n\":1}"));
            answered(send(), status);
            assertInstanceOf(TwinSync.Pause.class, sync.next(now));
            passTime(TIMING.reportGap().multipliedBy(2));
            assertEquals(json("{\"n\":1}"), send().patch());
        }
    }

    @Test
    void afterAnErrorOfTheHubNobodyKnowsSoTheTwinIsRead() {
        begin(1, "{}");
        sync.want(json("{\"n\":1}"));
        answered(send(), 500);
        answer(read(), "{\"desired\":{\"$version\":1},\"reported\":{\"n\":1}}");
        passTime(TIMING.reportGap().multipliedBy(2));
        assertInstanceOf(TwinSync.Pause.class, sync.next(now));
    }

    @Test
    void anEmptyTwinWithoutVersionDoesNotUndoWhatTheHubAcknowledged() {
        begin(1, "{}");
        sync.want(json("{\"n\":1}"));
        answered(send(), 204);
        passTime(TIMING.reread().multipliedBy(2));
        answer(read(), "{}");
        assertInstanceOf(TwinSync.Pause.class, sync.next(now));
    }

    // --- the test's hands

    private TwinSync sync(Optional<TwinDocument> lastKnown) {
        return new TwinSync(TIMING, new Random(1), lastKnown, Optional.empty(), now);
    }

    private void begin(long version, String desired) {
        answer(read(), twin(version, desired));
        assertDocument(version, desired);
    }

    private long read() {
        return assertInstanceOf(TwinSync.Read.class, sync.next(now)).request();
    }

    private TwinSync.Send send() {
        return assertInstanceOf(TwinSync.Send.class, sync.next(now));
    }

    private Duration pause() {
        return assertInstanceOf(TwinSync.Pause.class, sync.next(now)).duration();
    }

    private void passTime(Duration time) {
        now += time.toNanos() + 1;
    }

    private void patch(long version, String patch) {
        sync.desiredPatch(new HubEvent.DesiredPatch(OptionalLong.of(version), json(patch)), now);
    }

    private void answer(long request, String body) {
        sync.twinRead(new HubEvent.TwinRead(request, 200, body), now);
    }

    private void answered(TwinSync.Send send, int status) {
        sync.reportAnswered(new HubEvent.ReportAnswered(send.request(), status), now);
    }

    private void assertDocument(long version, String desired) {
        assertEquals(Optional.of(new TwinDocument(version, json(desired))), sync.document());
    }

    private static String twin(long version, String desired) {
        JsonObject twin = new JsonObject();
        JsonObject section = json(desired);
        section.addProperty("$version", version);
        twin.add("desired", section);
        twin.add("reported", json("{\"$version\":3}"));
        return twin.toString();
    }

    private static JsonObject json(String text) {
        return JsonParser.parseString(text).getAsJsonObject();
    }
}
