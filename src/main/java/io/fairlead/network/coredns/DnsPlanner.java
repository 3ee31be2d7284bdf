package io.fairlead.network.coredns;

import io.fairlead.address.Address;
import io.fairlead.model.Access;
import io.fairlead.model.Area;
import io.fairlead.model.Code;
import io.fairlead.model.Digest;
import io.fairlead.model.Dns;
import io.fairlead.model.DnsForward;
import io.fairlead.model.NameAnswer;
import io.fairlead.model.NameQuestion;
import io.fairlead.model.Path;
import io.fairlead.model.Problem;
import io.fairlead.model.Stage;
import io.fairlead.model.Step;
import io.fairlead.model.TierId;
import io.fairlead.network.AreaPlan;
import io.fairlead.network.NetworkInput;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.BiFunction;
import java.util.stream.Collectors;

/**
 * Plans the additional names of the cluster's DNS. A changed text is on trial until CoreDNS answers every name in it.
 * Until then the journal keeps the previous text. A text that is not answered is written once more with another mark,
 * since CoreDNS misses a change of an imported file while it starts with the one before; after that the previous text is
 * restored. A rolled-back text is not tried again before it, or the rest of the configuration, has changed.
 *
 * @see <a href="https://coredns.io/plugins/reload/">reload</a>
 */
public final class DnsPlanner {

    private static final Path PART = Path.NETWORK.at("dns");
    private static final String PATH = PART.text();

    /** The text before the one on trial or the one rolled back. */
    static final String BEFORE = "dns-before";

    /** The digest of the text that was rolled back. */
    static final String REFUSED = "dns-refused";

    /** The reason for the rollback. */
    static final String CAUSE = "dns-cause";

    private final NetworkInput input;
    private final CoreDnsConfig config;
    private final SortedMap<String, String> journal = new TreeMap<>();
    private final List<Problem> problems = new ArrayList<>();
    private boolean unfinished;

    private DnsPlanner(NetworkInput input, CoreDnsConfig config) {
        this.input = input;
        this.config = config;
    }

    /** The steps towards the desired names. */
    public static AreaPlan plan(NetworkInput input) {
        boolean wanted = input.wanted().dns().isPresent()
                || CoreDnsConfig.own(input.observed()).anyMatch(text -> !text.isEmpty());
        Access access = input.observed().access(Area.DNS);
        if (access == Access.NONE) {
            return kept(input, wanted ? Optional.of(noRights("read")) : Optional.empty());
        }
        try {
            Optional<CoreDnsConfig> config = CoreDnsConfig.read(input.observed());
            if (config.isEmpty()) {
                Problem none = new Problem(
                        PATH,
                        Code.DnsNotAnswering,
                        "there is no " + CoreDnsConfig.ref() + ", so no CoreDNS whose names could be set");
                return kept(input, wanted ? Optional.of(none) : Optional.empty());
            }
            return new DnsPlanner(input, config.get()).plan(access);
        } catch (Corefile.Refused e) {
            Problem unreadable = new Problem(
                    PATH,
                    Code.Conflict,
                    "the configuration of CoreDNS cannot be read (" + e.getMessage()
                            + "), and Fairlead writes nothing into such a text; correct it");
            return kept(input, wanted ? Optional.of(unreadable) : Optional.empty());
        }
    }

    private static AreaPlan kept(NetworkInput input, Optional<Problem> problem) {
        SortedMap<String, String> journal = new TreeMap<>(input.ledger().journal());
        journal.keySet().retainAll(Set.of(BEFORE, REFUSED, CAUSE));
        return new AreaPlan(new TreeMap<>(), Set.of(), problem.stream().toList(), journal, false);
    }

    private AreaPlan plan(Access access) throws Corefile.Refused {
        String text = names(DnsText::of);
        Optional<String> clash = config.clash(text);
        clash.ifPresent(
                cause -> problems.add(
                        new Problem(
                                PATH,
                                Code.Overlap,
                                cause
                                        + "; Fairlead configures no names while this is so; choose another zone, or remove it from CoreDNS")));
        String target = clash.isPresent() ? "" : target(text);
        List<Step> steps = config.write(target, PART, target.isEmpty() ? "names leave" : "names of the twin");
        if (!steps.isEmpty() && access != Access.WRITE) {
            return kept(input, Optional.of(noRights("write")));
        }
        answers(target);
        return new AreaPlan(new TreeMap<>(Map.of(Stage.DNS, steps)), Set.of(), problems, journal, unfinished);
    }

    private String names(BiFunction<Dns, SortedMap<TierId, Address>, String> text) {
        return input.wanted()
                .dns()
                .map(dns -> text.apply(dns, input.tierAddresses()))
                .orElse("");
    }

    /** The text that the configuration must have now. Stores the state of the trial in the journal. */
    private String target(String first) throws Corefile.Refused {
        String attempt = Digest.of(first + config.surroundings()).hex();
        String before = recall(BEFORE).orElse(config.anywhere());
        if (recall(REFUSED).filter(attempt::equals).isPresent()) {
            return back(before, attempt, recall(CAUSE).orElse(""));
        }
        String live = config.live();
        boolean isFirst = live.equals(first);
        if (!isFirst && !live.equals(names(DnsText::again))) {
            // After an earlier attempt has ended, the live text is the restored one.
            return trial(first, before);
        }
        if (recall(BEFORE).isEmpty()) {
            return live;
        }
        Set<NameQuestion> asked = find(live, NameAnswer.State.ASKED);
        if (asked.stream().anyMatch(DnsText::isMark)) {
            return trial(live, before); // What is known of the other names is older than this text.
        }
        Set<NameQuestion> unanswered = find(live, NameAnswer.State.UNANSWERED);
        if (unanswered.isEmpty()) {
            return asked.isEmpty() ? live : trial(live, before);
        }
        return isFirst
                ? trial(names(DnsText::again), before)
                : back(before, attempt, cause(unanswered.iterator().next()));
    }

    private String trial(String text, String before) {
        journal.put(BEFORE, before);
        unfinished = true;
        return text;
    }

    private String back(String before, String attempt, String cause) throws Corefile.Refused {
        journal.put(BEFORE, before);
        journal.put(REFUSED, attempt);
        journal.put(CAUSE, cause);
        problems.add(new Problem(
                PATH,
                Code.DnsNotAnswering,
                cause
                        + ", so that the names are again as they were before; it is tried again when the names, their addresses or"
                        + " the configuration of CoreDNS change"));
        return config.clash(before).isPresent() ? "" : before;
    }

    /**
     * The records whose answer is in {@code state}, in their order. A forward depends on other servers, so it never causes
     * a rollback.
     */
    private Set<NameQuestion> find(String text, NameAnswer.State state) {
        return DnsText.questions(text).stream()
                .filter(question -> !question.expected().isEmpty())
                .filter(question -> input.observed().answer(question).state() == state)
                .collect(Collectors.toCollection(LinkedHashSet::new));
    }

    /** Reports records that stopped being answered without a change, and forwards whose servers do not answer. */
    private void answers(String text) {
        if (unfinished || !config.live().equals(text)) {
            return;
        }
        find(text, NameAnswer.State.UNANSWERED).stream()
                .findFirst()
                .ifPresent(question -> problems.add(new Problem(PATH, Code.DnsNotAnswering, cause(question))));
        Set<NameQuestion> questions = DnsText.questions(text);
        for (DnsForward forward :
                input.wanted().dns().map(Dns::forward).orElse(new TreeMap<>()).values()) {
            NameQuestion question = DnsText.question(forward);
            NameAnswer answer = input.observed().answer(question);
            if (questions.contains(question) && answer.state() == NameAnswer.State.UNANSWERED) {
                problems.add(new Problem(
                        PATH + ".forward." + forward.id(),
                        Code.DnsNotAnswering,
                        "no server answers for " + forward.zone() + " (" + answer.told()
                                + "); look whether they can be reached from the cluster"));
            }
        }
    }

    private String cause(NameQuestion question) {
        String told = input.observed().answer(question).told();
        return "the cluster's DNS does not answer " + question + " (" + told + ")";
    }

    private Optional<String> recall(String key) {
        return Optional.ofNullable(input.ledger().journal().get(key));
    }

    private static Problem noRights(String what) {
        return new Problem(
                PATH,
                Code.NoRights,
                "the module may not " + what + " the configuration of CoreDNS in " + ClusterDns.NAMESPACE
                        + ", so that its names stay as they are; apply " + Area.DNS.file());
    }
}
