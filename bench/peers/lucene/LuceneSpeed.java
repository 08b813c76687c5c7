import static java.nio.charset.StandardCharsets.UTF_8;

import com.google.gson.Gson;
import com.google.gson.JsonObject;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.Paths;
import java.text.BreakIterator;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.lucene.analysis.Analyzer;
import org.apache.lucene.analysis.it.ItalianAnalyzer;
import org.apache.lucene.document.Document;
import org.apache.lucene.document.Field;
import org.apache.lucene.document.FieldType;
import org.apache.lucene.document.LongPoint;
import org.apache.lucene.document.NumericDocValuesField;
import org.apache.lucene.document.StoredField;
import org.apache.lucene.document.StringField;
import org.apache.lucene.document.TextField;
import org.apache.lucene.index.DirectoryReader;
import org.apache.lucene.index.IndexOptions;
import org.apache.lucene.index.IndexWriter;
import org.apache.lucene.index.IndexWriterConfig;
import org.apache.lucene.index.Term;
import org.apache.lucene.search.BooleanClause;
import org.apache.lucene.search.BooleanQuery;
import org.apache.lucene.search.DocIdSetIterator;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.MatchNoDocsQuery;
import org.apache.lucene.search.PrefixQuery;
import org.apache.lucene.search.Query;
import org.apache.lucene.search.ScoreDoc;
import org.apache.lucene.search.Sort;
import org.apache.lucene.search.SortField;
import org.apache.lucene.search.TermQuery;
import org.apache.lucene.search.TopDocs;
import org.apache.lucene.search.uhighlight.LengthGoalBreakIterator;
import org.apache.lucene.search.uhighlight.UnifiedHighlighter;
import org.apache.lucene.store.Directory;
import org.apache.lucene.store.MMapDirectory;
import org.apache.lucene.util.QueryBuilder;

/**
 * Lucene in the comparison of speed: ItalianAnalyzer, offsets in the postings and UnifiedHighlighter,
 * one segment. Speaks the protocol of bench/peers/peer.h.
 */
public final class LuceneSpeed {
  private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();
  private static final int HITS = 10;
  private static final int SNIPPET_CHARS = 200;
  private static final float CENTRED = 0.5f; // where a match stands in its snippet
  private static final double BUFFER_MB = 256;
  private static final int INSTANT_LENGTH = 19; // of 2025-07-10T18:45:00
  private static final Set<String> STORED = Set.of("title", "source", "date", "text");

  private LuceneSpeed() {}

  /** What a reader sees of an article found. The snippet has marks. */
  private static final class Hit {
    final String title;
    final String date;
    final String source;
    final String snippet;

    Hit(Document article, String snippet) {
      this.title = article.get("title");
      this.date = article.get("date");
      this.source = article.get("source");
      this.snippet = snippet;
    }
  }

  private static final class Index implements AutoCloseable {
    private final Gson gson = new Gson();
    private final BufferedReader lines;
    private final IndexWriter writer;

    Index(Path articles, Directory directory, Analyzer analyzer) throws IOException {
      IndexWriterConfig config = new IndexWriterConfig(analyzer);
      config.setOpenMode(IndexWriterConfig.OpenMode.CREATE);
      config.setRAMBufferSizeMB(BUFFER_MB);
      config.setUseCompoundFile(false);
      lines = Files.newBufferedReader(articles);
      writer = new IndexWriter(directory, config);
    }

    private synchronized String line() throws IOException {
      return lines.readLine();
    }

    private Void addAll() throws IOException {
      for (String line = line(); line != null; line = line()) {
        writer.addDocument(document(gson.fromJson(line, JsonObject.class)));
      }
      return null;
    }

    void run(int threads) throws Exception {
      inThreads(threads, this::addAll);
      writer.forceMerge(1);
    }

    @Override
    public void close() throws IOException {
      writer.close();
      lines.close();
    }
  }

  private static FieldType textType() {
    FieldType type = new FieldType(TextField.TYPE_STORED);
    type.setIndexOptions(IndexOptions.DOCS_AND_FREQS_AND_POSITIONS_AND_OFFSETS);
    type.freeze();
    return type;
  }

  private static final FieldType TEXT = textType();

  private static Document document(JsonObject article) {
    Document document = new Document();
    String title = text(article, "title");
    document.add(new StringField("id", text(article, "id"), Field.Store.YES));
    document.add(new StoredField("title", title));
    document.add(new StringField("source", text(article, "source"), Field.Store.YES));
    String all = title + "\n" + text(article, "subtitle") + "\n" + text(article, "body");
    document.add(new Field("text", all, TEXT));
    String date = text(article, "date");
    document.add(new StoredField("date", date));
    if (!date.isEmpty()) {
      document.add(new LongPoint("published", instant(date)));
      document.add(new NumericDocValuesField("published", instant(date)));
    }
    return document;
  }

  private static long instant(String date) {
    return date.length() < INSTANT_LENGTH
        ? LocalDate.parse(date).atStartOfDay().toEpochSecond(ZoneOffset.UTC)
        : LocalDateTime.parse(date.substring(0, INSTANT_LENGTH)).toEpochSecond(ZoneOffset.UTC);
  }

  private static String text(JsonObject article, String key) {
    return article.has(key) && !article.get(key).isJsonNull() ? article.get(key).getAsString() : "";
  }

  /** Takes the text from the articles that were fetched already instead of fetching them again. */
  private static final class Highlighter extends UnifiedHighlighter {
    private final Map<Integer, Document> articles = new HashMap<>();

    Highlighter(IndexSearcher searcher, Analyzer analyzer) {
      super(searcher, analyzer);
      setBreakIterator(() -> LengthGoalBreakIterator.createClosestToLength(
          BreakIterator.getSentenceInstance(Locale.ITALIAN), SNIPPET_CHARS, CENTRED));
    }

    @Override
    protected List<CharSequence[]> loadFieldValues(
        String[] fields, DocIdSetIterator docs, int cacheCharsThreshold) throws IOException {
      List<CharSequence[]> texts = new ArrayList<>();
      for (int doc = docs.nextDoc(); doc != DocIdSetIterator.NO_MORE_DOCS; doc = docs.nextDoc()) {
        texts.add(new CharSequence[] {articles.get(doc).get("text")});
      }
      return texts;
    }
  }

  /** Reads queries and runs them; serves all threads. */
  private static final class Searches {
    private final IndexSearcher searcher;
    private final Analyzer analyzer;
    private final QueryBuilder builder;

    Searches(IndexSearcher searcher, Analyzer analyzer) {
      this.searcher = searcher;
      this.analyzer = analyzer;
      this.builder = new QueryBuilder(analyzer);
    }

    private Query words(JsonObject query) {
      String words = text(query, "text");
      switch (text(query, "form")) {
        case "phrase":
          return builder.createPhraseQuery("text", words);
        case "prefix":
          return new PrefixQuery(new Term("text", words.toLowerCase(Locale.ITALIAN)));
        default:
          return builder.createBooleanQuery("text", words, text(query, "operator").equals("and")
              ? BooleanClause.Occur.MUST : BooleanClause.Occur.SHOULD);
      }
    }

    private Query compile(JsonObject query) {
      Query words = words(query);
      if (words == null) {
        return new MatchNoDocsQuery();
      }
      String source = text(query, "source");
      String from = text(query, "from");
      if (source.isEmpty() && from.isEmpty()) {
        return words;
      }
      BooleanQuery.Builder all = new BooleanQuery.Builder().add(words, BooleanClause.Occur.MUST);
      if (!source.isEmpty()) {
        all.add(new TermQuery(new Term("source", source)), BooleanClause.Occur.FILTER);
      }
      if (!from.isEmpty()) {
        all.add(LongPoint.newRangeQuery("published", instant(from), instant(text(query, "to")) - 1),
            BooleanClause.Occur.FILTER);
      }
      return all.build();
    }

    private static Sort newestFirst() {
      SortField field = new SortField("published", SortField.Type.LONG, true);
      field.setMissingValue(Long.MIN_VALUE);
      field.setCanUsePoints(); // skips what is too old
      return new Sort(field);
    }

    List<Hit> search(JsonObject asked) throws IOException {
      Query query = compile(asked);
      TopDocs found = asked.get("newest").getAsBoolean()
          ? searcher.search(query, HITS, newestFirst()) : searcher.search(query, HITS);
      Highlighter highlighter = new Highlighter(searcher, analyzer);
      for (ScoreDoc hit : found.scoreDocs) {
        highlighter.articles.put(hit.doc, searcher.doc(hit.doc, STORED));
      }
      String[] snippets = highlighter.highlight("text", query, found, 1);
      List<Hit> hits = new ArrayList<>();
      for (int i = 0; i < snippets.length; i++) {
        hits.add(new Hit(highlighter.articles.get(found.scoreDocs[i].doc), snippets[i]));
      }
      return hits;
    }

    int count(JsonObject query) throws IOException {
      return searcher.count(compile(query));
    }
  }

  /** One that answers the commands on standard input. */
  private static final class Server {
    private final Searches searches;
    private final List<JsonObject> queries = new ArrayList<>();
    private final PrintStream out;

    Server(Searches searches, Path path, PrintStream out) throws IOException {
      this.searches = searches;
      this.out = out;
      Gson gson = new Gson();
      for (String line : Files.readAllLines(path)) {
        queries.add(gson.fromJson(line, JsonObject.class));
      }
    }

    void answer(String command) throws Exception {
      String[] words = command.split(" ");
      switch (words[0]) {
        case "time":
        case "count":
          each(words[0].equals("time"), words[1], Integer.parseInt(words[2]),
              Double.parseDouble(words[3]));
          break;
        case "mixed":
          mixed(Integer.parseInt(words[1]), Double.parseDouble(words[2]));
          break;
        case "memory":
          out.println("{\"process\": 0}");
          break;
        default:
          throw new IllegalArgumentException("what is '" + command + "'?");
      }
      out.println("{\"done\": true}");
      out.flush();
    }

    private void each(boolean timed, String kind, int most, double seconds) throws IOException {
      int left = most;
      long start = System.nanoTime();
      for (int id = 0; id < queries.size() && left > 0; id++) {
        if (!text(queries.get(id), "class").equals(kind)) {
          continue;
        }
        if (seconds > 0 && System.nanoTime() - start > seconds * 1e9) {
          return;
        }
        if (timed) {
          time(id);
        } else {
          out.println("{\"id\": " + id + ", \"total\": " + searches.count(queries.get(id)) + "}");
        }
        left--;
      }
    }

    private void time(int id) throws IOException {
      long processor = THREADS.getCurrentThreadCpuTime();
      long start = System.nanoTime();
      List<Hit> hits = searches.search(queries.get(id));
      double us = (System.nanoTime() - start) / 1e3;
      double cpu = (THREADS.getCurrentThreadCpuTime() - processor) / 1e3;
      long marked = hits.stream().filter(hit -> hit.snippet.contains("<b>")).count();
      int bytes = hits.stream().mapToInt(hit -> hit.snippet.getBytes(UTF_8).length).sum();
      out.printf(Locale.ROOT, "{\"id\": %d, \"us\": %.1f, \"cpu_us\": %.1f, \"hits\": %d, "
          + "\"marked\": %d, \"bytes\": %d}%n", id, us, cpu, hits.size(), marked, bytes);
    }

    private void mixed(int threads, double seconds) throws Exception {
      List<JsonObject> order = new ArrayList<>(queries);
      order.removeIf(query -> text(query, "operator").equals("auto"));
      AtomicInteger next = new AtomicInteger();
      AtomicInteger answered = new AtomicInteger();
      long start = System.nanoTime();
      inThreads(threads, () -> {
        while (System.nanoTime() - start < seconds * 1e9) {
          searches.search(order.get(next.getAndIncrement() % order.size()));
          answered.incrementAndGet();
        }
        return null;
      });
      out.printf(Locale.ROOT, "{\"queries\": %d, \"seconds\": %.3f}%n", answered.get(),
          (System.nanoTime() - start) / 1e9);
    }
  }

  private static void inThreads(int threads, Callable<Void> work) throws Exception {
    ExecutorService pool = Executors.newFixedThreadPool(threads);
    try {
      for (Future<Void> result : pool.invokeAll(Collections.nCopies(threads, work))) {
        result.get();
      }
    } finally {
      pool.shutdown();
    }
  }

  private static void serve(Searches searches, Path queries, PrintStream out) throws Exception {
    Server server = new Server(searches, queries, out);
    BufferedReader in = new BufferedReader(new InputStreamReader(System.in));
    for (String command = in.readLine(); command != null; command = in.readLine()) {
      server.answer(command);
    }
  }

  private static void once(Searches searches, String query, PrintStream out) throws IOException {
    for (Hit hit : searches.search(new Gson().fromJson(query, JsonObject.class))) {
      out.println(hit.date + "\t" + hit.source + "\t" + hit.title + "\n" + hit.snippet);
    }
    out.flush();
  }

  public static void main(String[] args) throws Exception {
    String verb = args.length == 0 ? "" : args[0];
    boolean index = verb.equals("index") && args.length == 4;
    if (!index && !((verb.equals("once") || verb.equals("search")) && args.length == 3)) {
      System.err.println("usage: LuceneSpeed index ARTICLES.jsonl FOLDER THREADS\n"
          + "       LuceneSpeed once FOLDER QUERY\n"
          + "       LuceneSpeed search FOLDER QUERIES.jsonl   (commands on standard input)");
      System.exit(2);
    }
    PrintStream out = new PrintStream(System.out, false, UTF_8.name());
    try (Analyzer analyzer = new ItalianAnalyzer();
        Directory directory = new MMapDirectory(Paths.get(args[index ? 2 : 1]))) {
      if (index) {
        try (Index run = new Index(Paths.get(args[1]), directory, analyzer)) {
          run.run(Integer.parseInt(args[3]));
        }
        return;
      }
      try (DirectoryReader reader = DirectoryReader.open(directory)) {
        Searches searches = new Searches(new IndexSearcher(reader), analyzer);
        if (verb.equals("once")) {
          once(searches, args[2], out);
        } else {
          serve(searches, Paths.get(args[2]), out);
        }
      }
    }
  }
}
