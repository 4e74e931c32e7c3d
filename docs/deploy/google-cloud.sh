#!/bin/sh
# Sets Lumen up on Cloud Run in a project of yours, once: accounts with no more rights than they need, secrets, the image, the
# service, a run every five minutes by Cloud Scheduler and one for each message by Pub/Sub. Whoever runs it owns the project, is logged in
# with gcloud, and has Docker and envsubst.
#
#   PROJECT=naeda-genesis REGION=us-central1 SERVICE=ion-api INSTANCE=cache-1 sh docs/deploy/google-cloud.sh
#
# SERVICE is the Cloud Run service whose cache it is, INSTANCE its Memorystore for Redis. lumen-token, lumen-slack-webhook and
# lumen-slack-signing are files in the working directory that hold a secret each, and nothing else.
set -eu
: "${PROJECT:?}" "${REGION:?}" "${SERVICE:?}" "${INSTANCE:?}"
deploy=$(dirname "$0")
runtime=lumen@$PROJECT.iam.gserviceaccount.com
caller=lumen-caller@$PROJECT.iam.gserviceaccount.com
image=$REGION-docker.pkg.dev/$PROJECT/lumen/lumen:latest
gcloud config set project "$PROJECT"
gcloud services enable run.googleapis.com artifactregistry.googleapis.com secretmanager.googleapis.com \
    cloudscheduler.googleapis.com pubsub.googleapis.com monitoring.googleapis.com
number=$(gcloud projects describe "$PROJECT" --format 'value(projectNumber)')
url=https://lumen-$number.$REGION.run.app

# The service's own account reads and writes metrics, and reads its three secrets.
gcloud iam service-accounts create lumen --display-name 'Lumen'
for role in roles/monitoring.viewer roles/monitoring.metricWriter; do
    gcloud projects add-iam-policy-binding "$PROJECT" --member "serviceAccount:$runtime" --role "$role" --condition None
done
for secret in lumen-token lumen-slack-webhook lumen-slack-signing; do
    gcloud secrets create "$secret" --replication-policy automatic --data-file "$secret"
    gcloud secrets add-iam-policy-binding "$secret" \
        --member "serviceAccount:$runtime" --role roles/secretmanager.secretAccessor
done

# The callers' account may do nothing at all: it is a name in tokens, which Lumen knows. Pub/Sub may make them, by an account
# that a new project has no earlier than it is asked for.
gcloud beta services identity create --service pubsub.googleapis.com
gcloud iam service-accounts create lumen-caller --display-name 'Has Lumen run'
gcloud iam service-accounts add-iam-policy-binding "$caller" \
    --member "serviceAccount:service-$number@gcp-sa-pubsub.iam.gserviceaccount.com" \
    --role roles/iam.serviceAccountTokenCreator

gcloud artifacts repositories create lumen --repository-format docker --location "$REGION"
gcloud auth configure-docker "$REGION-docker.pkg.dev" --quiet
docker build -f "$deploy/Dockerfile" -t "$image" "$deploy/../.."
docker push "$image"

export PROJECT REGION SERVICE INSTANCE
filled=$(mktemp)
trap 'rm -f "$filled"' EXIT
AUDIENCE=$url envsubst <"$deploy/cloud-run.yaml" >"$filled"
gcloud run services replace "$filled" --region "$REGION"

gcloud scheduler jobs create http lumen-run --location "$REGION" --schedule '*/5 * * * *' \
    --uri "$url/feedback/run" --http-method POST --attempt-deadline 60s --max-retry-attempts 1 \
    --oidc-service-account-email "$caller" --oidc-token-audience "$url"
gcloud pubsub topics create lumen-run
gcloud pubsub subscriptions create lumen-run --topic lumen-run --push-endpoint "$url/pubsub" --ack-deadline 60 \
    --min-retry-delay 10s --max-retry-delay 600s \
    --push-auth-service-account "$caller" --push-auth-token-audience "$url"
