import com.google.gson.Gson;
import com.google.gson.JsonObject;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.Paths;
import java.util.Collections;
import java.util.Locale;
import org.apache.lucene.analysis.Analyzer;
import org.apache.lucene.analysis.it.ItalianAnalyzer;
import org.apache.lucene.document.Document;
import org.apache.lucene.document.Field;
import org.apache.lucene.document.StringField;
import org.apache.lucene.document.TextField;
import org.apache.lucene.index.DirectoryReader;
import org.apache.lucene.index.IndexWriter;
import org.apache.lucene.index.IndexWriterConfig;
import org.apache.lucene.search.BooleanClause;
import org.apache.lucene.search.BooleanQuery;
import org.apache.lucene.search.BoostQuery;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.Query;
import org.apache.lucene.search.ScoreDoc;
import org.apache.lucene.store.Directory;
import org.apache.lucene.store.MMapDirectory;
import org.apache.lucene.util.QueryBuilder;

/**
 * Ranks articles as Lucene does out of the box: ItalianAnalyzer, BM25Similarity, both with their
 * defaults. The words of a query go through the analyzer and are joined by OR; the query parser,
 * whose operators plain text would trip over, is left out.
 */
public final class LuceneRun {
  private static final float TITLE_BOOST = 3;

  private LuceneRun() {}

  private static void index(Path articles, Directory directory, Analyzer analyzer)
      throws IOException {
    IndexWriterConfig config = new IndexWriterConfig(analyzer);
    config.setOpenMode(IndexWriterConfig.OpenMode.CREATE);
    try (BufferedReader lines = Files.newBufferedReader(articles);
        IndexWriter writer = new IndexWriter(directory, config)) {
      Gson gson = new Gson();
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        writer.addDocument(document(gson.fromJson(line, JsonObject.class)));
      }
      // Statistics, and so scores, must not depend on how the articles fell into segments.
      writer.forceMerge(1);
    }
  }

  private static Document document(JsonObject article) {
    String title = text(article, "title");
    String all = title + "\n" + text(article, "subtitle") + "\n" + text(article, "body");
    Document document = new Document();
    document.add(new StringField("id", text(article, "id"), Field.Store.YES));
    document.add(new TextField("title", title, Field.Store.NO));
    document.add(new TextField("text", all, Field.Store.NO));
    return document;
  }

  private static String text(JsonObject article, String key) {
    return article.has(key) && !article.get(key).isJsonNull() ? article.get(key).getAsString() : "";
  }

  private static Query query(String words, QueryBuilder builder, boolean boostTitle) {
    Query text = builder.createBooleanQuery("text", words);
    Query title = boostTitle ? builder.createBooleanQuery("title", words) : null;
    if (text == null || title == null) {
      return text;
    }
    return new BooleanQuery.Builder()
        .add(text, BooleanClause.Occur.SHOULD)
        .add(new BoostQuery(title, TITLE_BOOST), BooleanClause.Occur.SHOULD)
        .build();
  }

  private static void run(IndexSearcher searcher, String id, Query query, int limit,
      PrintStream out) throws IOException {
    int rank = 0;
    for (ScoreDoc hit : searcher.search(query, limit).scoreDocs) {
      String name = searcher.doc(hit.doc, Collections.singleton("id")).get("id");
      out.printf(Locale.ROOT, "%s Q0 %s %d %.6f lucene%n", id, name, ++rank, hit.score);
    }
  }

  private static void search(Directory directory, Analyzer analyzer, Path queries, int limit,
      boolean boostTitle, PrintStream out) throws IOException {
    QueryBuilder builder = new QueryBuilder(analyzer);
    try (DirectoryReader reader = DirectoryReader.open(directory)) {
      IndexSearcher searcher = new IndexSearcher(reader);
      for (String line : Files.readAllLines(queries)) {
        String[] fields = line.split("\t", 2);
        Query query = query(fields[1], builder, boostTitle);
        if (query != null) {
          run(searcher, fields[0], query, limit, out);
        }
      }
    }
  }

  public static void main(String[] args) throws IOException {
    boolean index = args.length == 3 && args[0].equals("index");
    boolean search = args.length == 5 && args[0].equals("search");
    if (!index && !search) {
      System.err.println("usage: LuceneRun index ARTICLES.jsonl DIR\n"
          + "       LuceneRun search DIR QUERIES.tsv HITS text|title   (the run goes to stdout)");
      System.exit(2);
    }
    try (Analyzer analyzer = new ItalianAnalyzer();
        Directory directory = new MMapDirectory(Paths.get(args[index ? 2 : 1]))) {
      if (index) {
        index(Paths.get(args[1]), directory, analyzer);
        return;
      }
      PrintStream out = new PrintStream(System.out, false, StandardCharsets.UTF_8.name());
      search(directory, analyzer, Paths.get(args[2]), Integer.parseInt(args[3]),
          args[4].equals("title"), out);
      out.flush();
    }
  }
}
