package io.fairlead.bench;

import io.fairlead.model.Manifest;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;

/** One apply-patch an object, 16 side by side, texts made before: what any client would need at least. */
final class BarePatches implements Contender {

    private static final int SIDE_BY_SIDE = 16;

    private final ApiCalls api;
    private final Place place;
    private final Apps apps;
    private final List<Manifest> manifests;
    private final List<String> texts;

    BarePatches(Place place, Apps apps) throws Exception {
        this.api = new ApiCalls(place.kubeconfig());
        this.place = place;
        this.apps = apps;
        this.manifests = apps.manifests(place);
        this.texts = manifests.stream().map(Apps::json).toList();
        String unused = api.get("/version");
    }

    @Override
    public double first() throws Exception {
        try (ExecutorService threads = Executors.newFixedThreadPool(SIDE_BY_SIDE)) {
            long begun = System.nanoTime();
            List<Future<Boolean>> answers = threads.invokeAll(calls());
            double millis = Contender.millisSince(begun);
            for (int i = 0; i < answers.size(); i++) {
                Contender.require(answers.get(i).get(), manifests.get(i));
            }
            return millis;
        }
    }

    private List<Callable<Boolean>> calls() {
        return IntStream.range(0, texts.size())
                .<Callable<Boolean>>mapToObj(i -> () -> api.apply(manifests.get(i), texts.get(i)))
                .toList();
    }

    @Override
    public double again() throws Exception {
        return first();
    }

    @Override
    public double change(int index, String tag) throws Exception {
        Manifest changed = apps.changed(index, tag, place);
        String text = Apps.json(changed);
        long begun = System.nanoTime();
        Contender.require(api.apply(changed, text), changed);
        return Contender.millisSince(begun);
    }

    @Override
    public void close() {
        api.close();
    }
}
