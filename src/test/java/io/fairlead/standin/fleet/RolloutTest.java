package io.fairlead.standin.fleet;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.fairlead.fleet.definition.Fleet;
import io.fairlead.fleet.definition.FleetReader;
import io.fairlead.rollout.Rollout;
import io.fairlead.rollout.RolloutPlan;
import io.fairlead.rollout.Stage;
import io.fairlead.standin.fleet.SimulatedSite.Manner;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** Rollouts against a simulated hub, over virtual time. */
class RolloutTest {

    private static final String DOCUMENT =
            "{\"schema\":1,\"network\":{\"services\":{\"pools\":{\"default\":{\"addresses\":"
                    + "\"10.0.0.1-10.0.0.9\"}}}},\"apps\":{\"shop\":{\"tiers\":{\"web\":{\"image\":\"nginx:%d\"}}}}}";

    private final StringBuilder settings = new StringBuilder("hub: h.test\nsoak: 2m\npatience: 10m\n");
    private final StringBuilder table = new StringBuilder("site,wave\n");

    private SimulatedFleet hub = new SimulatedFleet(1, 0, 50);

    private static JsonObject document(int release) {
        return JsonParser.parseString(DOCUMENT.formatted(release)).getAsJsonObject();
    }

    private void site(String name, String wave, Manner manner) {
        site(name, wave, manner, Duration.ofSeconds(20));
    }

    private void site(String name, String wave, Manner manner, Duration pace) {
        table.append(name).append(',').append(wave).append('\n');
        hub.add(name, new SimulatedSite(document(1), manner, pace));
    }

    private RolloutPlan plan(String revision, int release) {
        Fleet fleet = FleetReader.read(new TreeMap<>(Map.of(
                "fleet.yaml",
                settings.toString(),
                "sites.csv",
                table.toString(),
                "base.json",
                DOCUMENT.formatted(release))));
        assertEquals(List.of(), fleet.problems());
        return new RolloutPlan(revision, false, fleet.settings(), fleet.documents());
    }

    private Rollout run(RolloutPlan plan) {
        return hub.run(plan, any -> false);
    }

    private int received(String site) {
        return hub.site(site).documentsReceived();
    }

    private void twoWaves() {
        settings.append("waves: [canary, rest]\n");
        site("a", "canary", Manner.WELL);
        site("b", "rest", Manner.WELL);
        site("c", "rest", Manner.WELL);
    }

    @Test
    void aWaveBeginsWhenEverySiteOfTheOneBeforeHasStayedConvergedForTheSoak() {
        twoWaves();
        Rollout rollout = run(plan("r1", 2));
        assertInstanceOf(Rollout.Outcome.Finished.class, rollout.outcome());
        assertEquals(3, rollout.progress().counts().get(Stage.DONE));
        assertTrue(hub.lastChange().compareTo(Duration.ofSeconds(140)) >= 0, hub.lastChange()::toString);
        hub.sites().values().forEach(site -> assertEquals(document(2), site.desired()));
    }

    @Test
    void aSecondRunOfTheSameSendsNothing() {
        twoWaves();
        run(plan("r1", 2));
        Rollout again = run(plan("r1", 2));
        assertInstanceOf(Rollout.Outcome.Finished.class, again.outcome());
        assertEquals(0, again.progress().sent());
        hub.sites().keySet().forEach(name -> assertEquals(1, received(name)));
    }

    @Test
    void theFirstHarmHaltsAndTheNextWaveGetsNothing() {
        twoWaves();
        hub.site("a").become(Manner.BREAKS);
        Rollout rollout = run(plan("r1", 2));
        Rollout.Outcome.Halted halted = assertInstanceOf(Rollout.Outcome.Halted.class, rollout.outcome());
        assertEquals("1 of 1 sites that answered in wave 'canary' became ill (limit 1)", halted.why());
        assertEquals(
                List.of("phase Converged → Degraded", "tier shop/web Ready → Failed"),
                rollout.sites(Stage.HARMED).get("a"));
        assertEquals(0, received("b") + received("c"));
    }

    @Test
    void aSiteThatWasIllBeforeDoesNotCount() {
        twoWaves();
        hub.site("a").become(Manner.ILL);
        Rollout rollout = run(plan("r1", 2));
        assertInstanceOf(Rollout.Outcome.Finished.class, rollout.outcome());
        assertEquals(1, rollout.progress().counts().get(Stage.ILL_BEFORE));
        assertEquals(2, rollout.progress().counts().get(Stage.DONE));
    }

    @Test
    void aSiteThatOnlyTheRunBeforeMadeIllStillCounts() {
        twoWaves();
        hub.site("a").become(Manner.BREAKS);
        run(plan("r1", 2));
        Rollout next = run(plan("r2", 3));
        assertInstanceOf(Rollout.Outcome.Halted.class, next.outcome());
        assertEquals(0, received("b") + received("c"));
        hub.site("a").become(Manner.WELL);
        assertInstanceOf(Rollout.Outcome.Finished.class, run(plan("r3", 4)).outcome());
    }

    @Test
    void sitesThatAreAwayCountForThemselvesAndDoNotBlockTheRest() {
        settings.append("waves: [canary, rest]\n");
        for (int i = 0; i < 10; i++) {
            site("a" + i, "canary", i < 2 ? Manner.AWAY : Manner.WELL);
        }
        site("z", "rest", Manner.WELL);
        Rollout rollout = run(plan("r1", 2));
        assertInstanceOf(Rollout.Outcome.Finished.class, rollout.outcome());
        assertEquals(2, rollout.progress().counts().get(Stage.UNREACHED));
        assertEquals(1, received("z"));
    }

    @Test
    void tooManyThatAreAwayHalt() {
        settings.append("waves: [canary, rest]\n");
        for (int i = 0; i < 10; i++) {
            site("a" + i, "canary", i < 3 ? Manner.AWAY : Manner.WELL);
        }
        site("z", "rest", Manner.WELL);
        Rollout rollout = run(plan("r1", 2));
        Rollout.Outcome.Halted halted = assertInstanceOf(Rollout.Outcome.Halted.class, rollout.outcome());
        assertEquals("3 of 10 sites of wave 'canary' did not answer (limit 20%)", halted.why());
        assertEquals(0, received("z"));
    }

    @Test
    void aSiteThatIsPausedIsLeftAlone() {
        twoWaves();
        JsonObject paused = document(1);
        JsonObject control = new JsonObject();
        control.addProperty("paused", true);
        paused.add("control", control);
        hub.add("b", new SimulatedSite(paused, Manner.WELL, Duration.ofSeconds(20)));
        Rollout rollout = run(plan("r1", 2));
        assertInstanceOf(Rollout.Outcome.Finished.class, rollout.outcome());
        assertEquals(1, rollout.progress().counts().get(Stage.PAUSED));
        assertEquals(0, received("b"));
    }

    @Test
    void aWaveThatWantsAPersonBeginsAfterOneHasAgreed() {
        settings.append("waves: [canary, {name: rest, approve: true}]\n");
        site("a", "canary", Manner.WELL);
        site("b", "rest", Manner.WELL);
        RolloutPlan plan = plan("r1", 2);
        assertEquals(new Rollout.Outcome.NeedsApproval("rest"), run(plan).outcome());
        assertEquals(0, received("b"));
        hub.site("b").patch(Rollout.mark("b", "b", "approved", plan.run()).body(), "*", hub.now());
        assertInstanceOf(Rollout.Outcome.Finished.class, run(plan).outcome());
        assertEquals(1, received("b"));
    }

    @Test
    void goingBackSendsTheOldDocumentInTheSameWaves() {
        twoWaves();
        run(plan("r1", 1));
        hub.site("a").become(Manner.BREAKS);
        run(plan("r2", 2));
        hub.site("a").become(Manner.WELL);
        RolloutPlan back = plan("r1", 1);
        Rollout undo = run(new RolloutPlan("r1", true, back.settings(), back.documents()));
        assertInstanceOf(Rollout.Outcome.Finished.class, undo.outcome());
        assertEquals(1, undo.progress().sent());
        assertEquals(document(1), hub.site("a").desired());
        assertEquals(0, received("b"));
    }

    @Test
    void anotherRolloutAtTheSameTimeEndsThisOne() {
        twoWaves();
        RolloutPlan plan = plan("r1", 2);
        int[] looks = {0};
        Rollout first = hub.run(plan, rollout -> {
            if (rollout.progress().sent() == 1 && looks[0]++ == 0) {
                hub.site("a").patch(Rollout.mark("a", "a", "run", "other").body(), "*", hub.now());
            }
            return false;
        });
        Rollout.Outcome.Halted halted = assertInstanceOf(Rollout.Outcome.Halted.class, first.outcome());
        assertTrue(halted.why().startsWith("another rollout, other, has changed site a"), halted::why);
    }

    @Test
    void tenThousandSitesTakeNoLongerThanTheHubsThrottleMakesThemAndFivePercent() {
        SimulatedApply apply = SimulatedApply.of(10_000, 50);
        assertEquals(10_000, apply.count(Stage.DONE));
        double seconds = apply.lastChange().toMillis() / 1e3;
        assertTrue(seconds >= 199 && seconds <= 210, () -> seconds + " s");
    }

    @Test
    void ofTenThousandSitesThatReportLateRefuseAreAwayOrBreakNoMoreAreHarmedThanMayBeAtOnce() {
        SimulatedApply apply = SimulatedApply.thatBreaks(10_000, 50, 25);
        Rollout.Outcome.Halted halted = assertInstanceOf(Rollout.Outcome.Halted.class, apply.outcome());
        assertTrue(halted.why().contains("in wave 'country' became ill (limit 1)"), halted::why);
        assertTrue(apply.harmed() >= 1 && apply.harmed() <= 25, apply::toString);
        assertEquals(40, apply.count(Stage.UNREACHED));
        assertEquals(40, apply.count(Stage.ILL_BEFORE));
        assertTrue(apply.count(Stage.DONE) >= 1_920 && apply.count(Stage.DONE) < 2_000, apply::toString);
    }

    @Test
    void aShareOfHarmHaltsOnlyAfterEnoughAnswers() {
        settings.append("waves: [{name: only, atOnce: 3}]\nhalt: {harm: 20%, after: 5}\n");
        for (int i = 0; i < 12; i++) {
            site("s%02d".formatted(i), "only", i == 0 || i == 6 ? Manner.BREAKS : Manner.WELL);
        }
        Rollout rollout = run(plan("r1", 2));
        Rollout.Outcome.Halted halted = assertInstanceOf(Rollout.Outcome.Halted.class, rollout.outcome());
        assertTrue(halted.why().startsWith("2 of "), halted::why);
        assertEquals(1, received("s06"));
        assertEquals(0, received("s11"));
    }

    @Test
    void aTwinThatSomebodyChangedInTheMeantimeIsReadAndPlannedAgain() {
        settings.append("waves: [canary, rest]\n");
        site("a", "canary", Manner.WELL);
        site("b", "rest", Manner.WELL);
        site("c", "rest", Manner.WELL);
        boolean[] changed = {false};
        JsonObject pause = JsonParser.parseString("{\"properties\":{\"desired\":{\"control\":{\"paused\":true}}}}")
                .getAsJsonObject();
        Rollout rollout = hub.run(plan("r1", 2), running -> {
            boolean read = running.sites(Stage.TO_SEND).containsKey("c");
            if (read && !changed[0]) {
                changed[0] = true;
                hub.site("c").patch(pause, "*", hub.now());
            }
            return false;
        });
        assertTrue(changed[0]);
        assertInstanceOf(Rollout.Outcome.Finished.class, rollout.outcome());
        assertEquals(1, rollout.progress().counts().get(Stage.PAUSED));
        assertEquals(1, received("c"), "only the change of the other client");
    }

    /**
     * Kills at any moment, calls that get no answer, throttles, sites that are away: each site gets a document once, and harm
     * stays bounded. bench/fleet makes a thousand such runs.
     */
    @Test
    void inRandomRunsWithKillsNoMoreSitesAreHarmedThanMayBeAtRiskAndNothingIsSentTwice() {
        int runs = Integer.getInteger("rollout.runs", 40);
        for (int seed = 0; seed < runs; seed++) {
            new RandomRun(seed).check();
        }
    }

    private static final class RandomRun {

        private final Random random;
        private final RolloutTest fleet = new RolloutTest();
        private final int atOnce;
        private final int seed;

        RandomRun(int seed) {
            this.seed = seed;
            this.random = new Random(seed);
            this.atOnce = 1 + random.nextInt(8);
            fleet.hub = new SimulatedFleet(seed, random.nextDouble() * 0.1, 20 + random.nextInt(40));
            fleet.settings.append("waves: [{name: w1, atOnce: %d}, {name: w2, atOnce: %d}, {name: w3, atOnce: %d}]\n"
                    .formatted(atOnce, atOnce, atOnce));
            fleet.settings.append("halt: {unreached: 100%}\n");
            int count = 10 + random.nextInt(60);
            for (int i = 0; i < count; i++) {
                int wave = 1 + i * 3 / count;
                Manner ill = random.nextBoolean() ? Manner.BREAKS : Manner.REFUSES;
                Manner other = List.of(Manner.ILL, Manner.AWAY, Manner.WELL).get(Math.min(2, random.nextInt(20)));
                Duration pace = Duration.ofSeconds(1 + random.nextInt(90));
                fleet.site("s%03d".formatted(i), "w" + wave, wave == 3 && random.nextInt(3) > 0 ? ill : other, pace);
            }
        }

        void check() {
            RolloutPlan plan = fleet.plan("r" + seed, 2);
            Rollout last;
            int kills = random.nextInt(6);
            do {
                int steps = kills-- > 0 ? random.nextInt(400) : Integer.MAX_VALUE;
                int[] step = {0};
                last = fleet.hub.run(plan, any -> step[0]++ >= steps);
                fleet.hub.pass(Duration.ofSeconds(random.nextInt(300)));
                assertTrue(harmed() <= atOnce, () -> "seed " + seed + ": " + harmed() + " harmed, at most " + atOnce);
            } while (last.outcome() instanceof Rollout.Outcome.Running);
            int before = sent();
            fleet.hub.run(plan, any -> false);
            assertEquals(before, sent(), "after a halt or the end nothing is sent, seed " + seed);
            fleet.hub
                    .sites()
                    .values()
                    .forEach(site -> assertTrue(site.documentsReceived() <= 1, "twice, seed " + seed));
            boolean ill = fleet.hub.sites().values().stream().anyMatch(site -> site.isHarmed(fleet.hub.now()));
            assertEquals(ill, last.outcome() instanceof Rollout.Outcome.Halted, "seed " + seed);
        }

        private int sent() {
            return fleet.hub.sites().values().stream()
                    .mapToInt(SimulatedSite::documentsReceived)
                    .sum();
        }

        private int harmed() {
            return (int) fleet.hub.sites().values().stream()
                    .filter(site -> site.isHarmed(fleet.hub.now()))
                    .count();
        }
    }
}
