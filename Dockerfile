# One image for the web, the worker and the timetable; see docker-compose.yml.
FROM node:22-bookworm-slim AS look
WORKDIR /src
COPY package.json package-lock.json .npmrc ./
RUN npm ci --ignore-scripts --no-audit --no-fund
COPY static ./static
RUN mkdir -p static/fonts \
    && npm run --silent build \
    && cp node_modules/@fontsource/arimo/files/arimo-latin-400-normal.woff2 \
          node_modules/@fontsource/arimo/files/arimo-latin-700-normal.woff2 \
          node_modules/@fontsource/arimo/files/arimo-latin-ext-400-normal.woff2 \
          node_modules/@fontsource/arimo/files/arimo-latin-ext-700-normal.woff2 static/fonts/

FROM python:3.11-slim-bookworm
ENV PYTHONUNBUFFERED=1 PYTHONDONTWRITEBYTECODE=1
RUN apt-get update \
    && apt-get install --yes --no-install-recommends \
       libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0 libmagic1 \
    && rm -rf /var/lib/apt/lists/* \
    && useradd --create-home --uid 10001 portal \
    && install -d -o portal -g portal /var/lib/foi-portal
WORKDIR /srv/foi-portal
COPY requirements.txt ./
RUN pip install --no-cache-dir --require-hashes -r requirements.txt
COPY manage.py ./
COPY foi_portal ./foi_portal
COPY requests_app ./requests_app
COPY exemptions ./exemptions
COPY templates ./templates
COPY --from=look /src/static ./static
RUN python manage.py collectstatic --noinput --verbosity 0
USER portal
ENV MEDIA_ROOT=/var/lib/foi-portal
EXPOSE 8000
CMD ["gunicorn", "foi_portal.wsgi", "--bind", "0.0.0.0:8000", "--worker-class", "gthread", "--workers", "2", "--threads", "4"]
