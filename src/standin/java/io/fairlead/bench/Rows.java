package io.fairlead.bench;

import io.fairlead.bench.Clients.Change;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** A table of outages, which is given away anew with each row, so that an interrupted run leaves what it has measured. */
final class Rows {

    private static final String NONE = "| | ";

    private final Clients clients;
    private final Consumer<String> table;
    private final StringBuilder text;

    Rows(Clients clients, Machine machine, Consumer<String> table) {
        this.clients = clients;
        this.table = table;
        text = new StringBuilder(machine + ".\n\n" + """
                | | failed | longest gap, ms | by hand: failed | longest gap, ms |
                |---|---|---|---|---|
                """);
    }

    /** The same done to both apps, one after the other. */
    void each(String what, Change byFairlead, Change byHand) throws IOException, InterruptedException {
        String fairlead = cells(count(List.of(List.of(ShopTwin.IP)), byFairlead));
        row(what, fairlead + cells(count(List.of(List.of(ByHand.IP)), byHand)));
    }

    /** Something that befalls both apps at once. */
    void both(String what, Change change) throws IOException, InterruptedException {
        row(what, cells(count(List.of(List.of(ShopTwin.IP), List.of(ByHand.IP)), change)));
    }

    /** What only Fairlead does. */
    void fairlead(String what, Change change) throws IOException, InterruptedException {
        row(what, cells(count(List.of(List.of(ShopTwin.IP)), change)) + NONE);
    }

    /** A change of the address: the clients ask the old and the new one, so the requests that fail say nothing. */
    void moving(String what, Change byFairlead, Change byHand) throws IOException, InterruptedException {
        List<Outage> fairlead = count(List.of(List.of(ShopTwin.IP, ShopTwin.MOVED)), byFairlead);
        List<Outage> hand = count(List.of(List.of(ByHand.IP, ByHand.MOVED)), byHand);
        row(what, moved(fairlead) + moved(hand));
    }

    /** What did not come to its end is not the end of all. */
    private List<Outage> count(List<List<String>> apps, Change change) throws IOException, InterruptedException {
        try {
            return clients.during(apps, change);
        } catch (AssertionError | IllegalStateException late) {
            System.err.println(late);
            return List.of();
        }
    }

    private static String cells(List<Outage> outages) {
        List<String> cells = new ArrayList<>();
        for (Outage outage : outages) {
            cells.add("| " + outage.failed() + " of " + outage.requests() + " | " + outage.longestGapMs() + " ");
        }
        return cells.isEmpty() ? "| not measured | " : String.join("", cells);
    }

    private static String moved(List<Outage> outages) {
        return outages.isEmpty()
                ? "| not measured | "
                : "| it moves | " + outages.get(0).longestGapMs() + " ";
    }

    private void row(String what, String cells) {
        String row = "| " + what + " " + cells + "|";
        System.err.println(row);
        table.accept(text.append(row).append('\n').toString());
    }
}
