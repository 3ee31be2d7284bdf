package io.fairlead.bench;

import io.fairlead.rig.Eventually;
import io.fairlead.rig.nodes.NodeRig;
import io.fairlead.rig.nodes.Requests;
import io.fairlead.rig.nodes.Requests.Answer;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * Clients on the LAN that ask while something is done, by a new connection every 20 ms.
 *
 * @param rig the cluster on whose LAN they are
 */
record Clients(NodeRig rig) {

    private static final Duration EVERY = Duration.ofMillis(20);
    private static final Duration SOON = Duration.ofSeconds(30);
    private static final int CALM = 50;

    /** How long they go on when the change is made: what comes of it late is seen too, such as a second of silence. */
    private static final Duration AFTERWARDS = Duration.ofSeconds(3);

    /** Something that is done; it returns when it is over. */
    interface Change {
        void make() throws IOException, InterruptedException;
    }

    /**
     * Does it, and gives what was missed of each app.
     *
     * @param apps the addresses of each app; an answer at any of them is one
     */
    List<Outage> during(List<List<String>> apps, Change change) throws IOException, InterruptedException {
        List<List<Requests>> asked = new ArrayList<>();
        try {
            for (List<String> addresses : apps) {
                List<Requests> requests = new ArrayList<>();
                asked.add(requests);
                for (String address : addresses) {
                    requests.add(new Requests(rig, "http://" + address + ":8080/", EVERY));
                }
            }
            asked.forEach(requests -> Eventually.holds(
                    "each app answers",
                    SOON,
                    () -> answers(requests).stream().filter(Answer::ok).count() >= CALM));
            long from = System.currentTimeMillis();
            change.make();
            Thread.sleep(AFTERWARDS);
            long until = System.currentTimeMillis();
            return asked.stream()
                    .map(requests -> Outage.of(answers(requests), from, until))
                    .toList();
        } finally {
            asked.forEach(requests -> requests.forEach(Requests::close));
        }
    }

    private static List<Answer> answers(List<Requests> requests) {
        return requests.stream().flatMap(each -> each.answers().stream()).toList();
    }
}
